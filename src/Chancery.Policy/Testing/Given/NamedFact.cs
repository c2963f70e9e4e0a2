using System.Text.RegularExpressions;
using Chancery.Policy.Facts;

namespace Chancery.Policy.Testing.Given;

/// <summary>
/// What <c>unknown:</c> names: <c>label</c>, <c>recipient.keys</c> (all below it), <c>sender.group(radiology)</c>,
/// <c>recipient.keys.smime[b@partner.example]</c>.
/// </summary>
internal sealed partial record NamedFact(string Name, string? Argument, string? Subject)
{
    public static NamedFact Of(string text)
    {
        var match = Written().Match(text);
        return match.Success ? new NamedFact(match.Groups["name"].Value, Part(match, "argument"), Part(match, "subject")) : new NamedFact(text, null, null);
    }

    public bool Names(FactKey key) =>
        (key.Name == Name || key.Name.StartsWith(Name + ".", StringComparison.Ordinal) || IsSender(key.Name))
        && (Argument is null || string.Equals(Argument, key.Argument, StringComparison.OrdinalIgnoreCase))
        && (Subject is null || string.Equals(Subject, key.Subject, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rules ask for the sender's address, the policy for both places where it stands.</summary>
    private bool IsSender(string key) => Name is "sender.address" or "sender.domain" && (key is "sender.envelope" or "sender.header");

    private static string? Part(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(@"^(?<name>[^\[(]+)(\((?<argument>[^)]*)\))?(\[(?<subject>[^\]]*)\])?$")]
    private static partial Regex Written();
}
