using System.Text.RegularExpressions;

namespace Chancery.Mail.Labels;

/// <summary>Labels of Microsoft Purview: attributes named <c>MSIP_Label_GUID_Attribute</c>, in a header field and as properties of documents.</summary>
internal static partial class PurviewLabels
{
    /// <summary>Of the msip_labels field: <c>name=value</c>, separated by semicolons.</summary>
    public static IEnumerable<MailLabel> Of(string value, string where) =>
        Of(Pair().Matches(value).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value)), where);

    /// <summary>Of properties of a document; those of other names are left aside.</summary>
    public static IEnumerable<MailLabel> Of(IEnumerable<(string Name, string Value)> properties, string where) =>
        properties.Select(property => (Match: Property().Match(property.Name), property.Value))
            .Where(property => property.Match.Success)
            .Select(property => (Id: property.Match.Groups["id"].Value.ToLowerInvariant(), Attribute: property.Match.Groups["attribute"].Value, property.Value))
            .GroupBy(property => property.Id)
            .Select(label => Label(label.Key, [.. label.Select(property => (property.Attribute, property.Value))], where))
            .OfType<MailLabel>();

    /// <summary>A GUID without braces, lower case; null if it is none.</summary>
    public static string? GuidOf(string? text) => Guid.TryParse(text?.Trim(), out var id) ? id.ToString("D") : null;

    /// <summary>Only an enabled label counts. Attributes may come twice, by mistake or on purpose: one that enables is enough.</summary>
    private static MailLabel? Label(string id, IReadOnlyList<(string Attribute, string Value)> attributes, string where)
    {
        string? Value(string attribute) => attributes.LastOrDefault(given => Is(given.Attribute, attribute)).Value?.Trim();
        return attributes.Any(given => Is(given.Attribute, "Enabled") && Is(given.Value.Trim(), "true"))
            ? new MailLabel("purview", id, Value("Name") is { Length: > 0 } name ? name : null, GuidOf(Value("SiteId")) ?? Value("SiteId")?.ToLowerInvariant(), where)
            : null;
    }

    /// <summary>Newer versions of an attribute carry their number: <c>EnabledV2</c>.</summary>
    private static bool Is(string given, string expected) =>
        given.Equals(expected, StringComparison.OrdinalIgnoreCase)
        || given.StartsWith(expected + "V", StringComparison.OrdinalIgnoreCase) && given.AsSpan(expected.Length + 1) is { Length: > 0 } version && !version.ContainsAnyExceptInRange('0', '9');

    /// <summary>Unfolding may have left spaces where a line broke within a name.</summary>
    [GeneratedRegex(@"(?<name>MSIP_\s*Label_[0-9a-f{}\s-]{36,60}_\s*[A-Za-z0-9]+)\s*=\s*(?<value>[^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^\s*MSIP_\s*Label_\{?(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?_\s*(?<attribute>[A-Za-z0-9]+)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Property();
}
