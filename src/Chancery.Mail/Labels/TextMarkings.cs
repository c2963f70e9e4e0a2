using System.Text.RegularExpressions;

namespace Chancery.Mail.Labels;

/// <summary>Markings people write into subject or text. Never Purview labels (language, R8).</summary>
internal static partial class TextMarkings
{
    public static IEnumerable<MailLabel> Of(string text, string where)
    {
        if (VsNfd().IsMatch(text)) yield return new MailLabel("vs-nfd", "vs-nfd", "VS - Nur für den Dienstgebrauch", null, where);
        foreach (var level in Tlp().Matches(text).Select(match => match.Groups[1].Value.ToUpperInvariant()).Distinct())
            yield return new MailLabel("tlp", level, "TLP:" + level, null, where);
        foreach (var level in Tisax().Matches(text).Select(match => match.Groups[1].Value.ToLowerInvariant()).Distinct())
            yield return new MailLabel("tisax", level, "TISAX " + level, null, where);
    }

    [GeneratedRegex(@"\bVS\s?[-–—]?\s?(?:NfD\b|Nur\s+f(?:ü|ue)r\s+den\s+Dienstgebrauch\b)", RegexOptions.IgnoreCase)]
    private static partial Regex VsNfd();

    [GeneratedRegex(@"\bTLP:\s?(CLEAR|WHITE|GREEN|AMBER\+STRICT|AMBER|RED)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Tlp();

    [GeneratedRegex(@"\bTISAX[\s:-]{1,3}(strictly confidential|confidential|high|very high)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Tisax();
}
