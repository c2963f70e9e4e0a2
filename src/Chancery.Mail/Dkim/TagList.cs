using System.Diagnostics.CodeAnalysis;

namespace Chancery.Mail.Dkim;

/// <summary>RFC 6376 section 3.2: <c>tag=value; tag=value</c>. Tags are told apart by case.</summary>
internal sealed class TagList
{
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);

    private TagList()
    {
    }

    public string? this[string tag] => _tags.GetValueOrDefault(tag);

    /// <summary>False where it is no such list, or a tag stands in it twice.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TagList? list)
    {
        list = new TagList();
        var specs = text.Split(';');
        for (var i = 0; i < specs.Length; i++)
        {
            var spec = specs[i].Trim(' ', '\t', '\r', '\n');
            if (spec.Length == 0 && i == specs.Length - 1)
                return true;
            var equals = spec.IndexOf('=', StringComparison.Ordinal);
            var tag = equals < 0 ? "" : spec[..equals].TrimEnd(' ', '\t', '\r', '\n');
            if (tag.Length == 0 || !char.IsAsciiLetter(tag[0]) || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                || !list._tags.TryAdd(tag, spec[(equals + 1)..].Trim(' ', '\t', '\r', '\n')))
            {
                list = null;
                return false;
            }
        }

        return true;
    }

    /// <summary>A value in which white space means nothing (base64, lists).</summary>
    public string? Compact(string tag) => this[tag] is { } value ? string.Concat(value.Where(c => !char.IsWhiteSpace(c))) : null;
}
