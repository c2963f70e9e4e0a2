using System.Globalization;

namespace Chancery.Host.Directories;

/// <summary>Active Directory gives the values of a long attribute in pieces, and says which piece in its name: <c>member;range=0-1499</c>, the last one <c>member;range=1500-*</c>.</summary>
internal static class AttributeRange
{
    private const string Mark = ";range=";

    /// <summary>The attribute itself, and the name by which its next piece is asked for; null after the last one.</summary>
    public static (string Attribute, string? Next) Of(string name)
    {
        var at = name.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return (name, null);
        var (attribute, range) = (name[..at], name[(at + Mark.Length)..].Split('-'));
        return range is [_, var last] && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? (attribute, string.Create(CultureInfo.InvariantCulture, $"{attribute}{Mark}{end + 1}-*"))
            : (attribute, null);
    }
}
