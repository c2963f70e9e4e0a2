using System.Text.RegularExpressions;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Labels;

/// <summary>Labels that header fields other than msip_labels carry.</summary>
internal static partial class FieldLabels
{
    public static IEnumerable<MailLabel> Of(InspectedMail mail) =>
        mail.HeaderValues("X-Protective-Marking").Select(value => Marking("protective-marking", SecurityClass().Match(value), value))
            .Concat(mail.HeaderValues("SIO-Label").Select(value => Marking("sio", SioMarking().Match(value), value)))
            .Concat(mail.HeaderValues("Sensitivity").Where(IsSensitive).Select(value => Plain("sensitivity", value)))
            .Concat(mail.HeaderValues("X-MS-Exchange-Organization-Classification").Where(value => value.Length > 0)
                .Select(value => Plain("ms-classification", value)));

    private static MailLabel Marking(string scheme, Match match, string value) => Plain(scheme, match.Success ? match.Groups[1].Value : value);

    private static MailLabel Plain(string scheme, string value) => new(scheme, value.Trim(), value.Trim(), null, "header");

    /// <summary>RFC 4021 section 2.1.55: the absence of the field is the normal state; Exchange also writes it out.</summary>
    private static bool IsSensitive(string value) => value.Length > 0 && !value.Equals("normal", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bSEC\s*=\s*([^,\]]+)", RegexOptions.IgnoreCase)]
    private static partial Regex SecurityClass();

    [GeneratedRegex(@"\bmarking\s*=\s*""?([^"";]+)", RegexOptions.IgnoreCase)]
    private static partial Regex SioMarking();
}
