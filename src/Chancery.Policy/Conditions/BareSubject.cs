using System.Text.RegularExpressions;

namespace Chancery.Policy.Conditions;

/// <summary>A subject without the marks of replies and forwards at its beginning, in the languages of the common clients.</summary>
internal static partial class BareSubject
{
    public static string Of(string subject)
    {
        var bare = subject.TrimStart();
        while (Mark().Match(bare) is { Success: true } mark)
            bare = bare[mark.Length..];
        return bare;
    }

    [GeneratedRegex(@"^(re|aw|antw|fw|fwd|wg|tr|rv|sv|vs|r|i|ref|doorst)(\[[0-9]{1,4}\]|\([0-9]{1,4}\))?\s?:\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
