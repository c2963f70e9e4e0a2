using System.Diagnostics.CodeAnalysis;
using Chancery.Mail.Dkim;

namespace Chancery.Mail.Dmarc;

/// <summary>What a domain publishes at <c>_dmarc</c> (RFC 7489 section 6.3; <c>psd</c> by RFC 9091 and its successor).</summary>
/// <param name="StrictDkim">The signing domain must be that of the author itself, not only of the same organisation.</param>
/// <param name="Psd"><c>y</c>: the domain is a public suffix; <c>n</c>: it is that of an organisation; <c>u</c>: unsaid.</param>
internal sealed record DmarcRecord(bool StrictDkim, bool StrictSpf, char Psd)
{
    private const int Longest = 4096;

    /// <summary>Begins as such a record must (RFC 7489 section 6.6.3), well formed or not.</summary>
    public static bool IsOne(string text)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).Split('=', 2);
        return first.Length == 2 && first[0].Trim(' ', '\t').Equals("v", StringComparison.Ordinal) && first[1].Trim(' ', '\t') == "DMARC1";
    }

    /// <summary>A record without a valid policy asks for nothing; where it names addresses for reports it counts as <c>p=none</c> (RFC 7489 section 6.6.3).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcRecord? record)
    {
        record = null;
        if (text.Length > Longest || !IsOne(text) || !TagList.TryParse(text, out var tags))
            return false;
        var psd = tags["psd"] is { Length: 1 } word && word[0] is 'y' or 'Y' or 'n' or 'N' ? char.ToLowerInvariant(tags["psd"]![0]) : 'u';
        if (tags["p"]?.ToLowerInvariant() is not ("none" or "quarantine" or "reject") && tags["rua"] is null && psd == 'u')
            return false;
        record = new DmarcRecord(IsStrict(tags["adkim"]), IsStrict(tags["aspf"]), psd);
        return true;
    }

    private static bool IsStrict(string? mode) => mode is "s" or "S";
}
