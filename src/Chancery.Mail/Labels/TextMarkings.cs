using System.Text.RegularExpressions;

namespace Chancery.Mail.Labels;

/// <summary>Markings people write into subject or text. Never Purview labels (language, R8).</summary>
internal static partial class TextMarkings
{
    private static readonly (Regex Form, string Id, string Name)[] Grades =
    [
        (VsNfd(), "vs-nfd", "VS - Nur für den Dienstgebrauch"),
        (VsVertraulich(), "vs-vertraulich", "VS - Vertraulich"),
        (Restricted(), "restricted", "RESTRICTED"),
    ];

    /// <param name="text">In plain form.</param>
    public static IEnumerable<MailLabel> Of(string text, string where)
    {
        foreach (var (form, id, name) in Grades)
            if (form.IsMatch(text)) yield return new MailLabel("vs-nfd", id, name, null, where);
        foreach (var level in Tlp().Matches(text).Select(match => Tight(match.Groups[1].Value).ToUpperInvariant()).Distinct())
            yield return new MailLabel("tlp", level, "TLP:" + level, null, where);
        foreach (var level in Tisax().Matches(text).Select(match => Level(match.Groups[1].Value)).Distinct())
            yield return new MailLabel("tisax", level, "TISAX " + level, null, where);
    }

    /// <summary>In the words of VDA ISA, whichever language was written.</summary>
    private static string Level(string found) => Blank().Replace(found.ToLowerInvariant(), " ") switch
    {
        "streng vertraulich" => "strictly confidential",
        "vertraulich" => "confidential",
        "hoch" => "high",
        "sehr hoch" => "very high",
        var english => english,
    };

    private static string Tight(string level) => Blank().Replace(level, "");

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])VS\s?[-–—/]?\s?(?:NfD(?![\p{L}\p{Nd}])|Nur\s+f(?:ü|ue)r\s+den\s+Dienstgebrauch)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VsNfd();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])VS\s?[-–—]\s?(?:VERTRAULICH(?![\p{L}\p{Nd}])|Vertr\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VsVertraulich();

    /// <summary>The grades of EU and NATO that are treated as VS-NfD (VSA annex V).</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])(?:RESTREINT\s+UE(?:\s*/\s*EU\s+RESTRICTED)?|EU\s+RESTRICTED|NATO\s+RESTRICTED)(?![\p{L}\p{Nd}])", RegexOptions.CultureInvariant)]
    private static partial Regex Restricted();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])TLP\s?:\s?(CLEAR|WHITE|GREEN|AMBER\s?\+\s?STRICT|AMBER|RED)(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tlp();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])TISAX[\s:/-]{1,3}(strictly\s+confidential|confidential|streng\s+vertraulich|vertraulich|very\s+high|high|sehr\s+hoch|hoch)(?![\p{L}\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tisax();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
