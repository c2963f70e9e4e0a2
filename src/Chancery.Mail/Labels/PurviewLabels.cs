using System.Text.RegularExpressions;

namespace Chancery.Mail.Labels;

/// <summary>Labels of the msip_labels field: <c>MSIP_Label_GUID_Attribute=value</c>, separated by semicolons.</summary>
internal static partial class PurviewLabels
{
    public static IEnumerable<MailLabel> Of(string value) =>
        Attribute().Matches(value)
            .GroupBy(match => match.Groups["id"].Value.ToLowerInvariant())
            .Select(Label)
            .OfType<MailLabel>();

    /// <summary>Only an enabled label counts.</summary>
    private static MailLabel? Label(IGrouping<string, Match> label)
    {
        string? Value(string attribute) => label
            .LastOrDefault(match => match.Groups["attribute"].Value.Equals(attribute, StringComparison.OrdinalIgnoreCase))
            ?.Groups["value"].Value.Trim();
        return string.Equals(Value("Enabled"), "true", StringComparison.OrdinalIgnoreCase)
            ? new MailLabel("purview", label.Key, Value("Name"), Value("SiteId")?.ToLowerInvariant(), "header")
            : null;
    }

    [GeneratedRegex(@"MSIP_Label_(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(?<attribute>[A-Za-z0-9]+)\s*=\s*(?<value>[^;]*)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();
}
