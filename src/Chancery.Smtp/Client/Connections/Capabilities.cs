using System.Globalization;

namespace Chancery.Smtp.Client.Connections;

/// <summary>What a server offers after EHLO, as far as we use it.</summary>
/// <param name="MaxSize">Octets (RFC 1870); null without a limit.</param>
internal sealed record Capabilities(
    bool Pipelining, bool Size, long? MaxSize, bool EightBitMime, bool SmtpUtf8, bool StartTls, bool AuthPlain)
{
    /// <summary>After HELO.</summary>
    public static Capabilities None { get; } = new(false, false, null, false, false, false, false);

    public static Capabilities Of(PeerReply reply)
    {
        var offered = reply.Lines.Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .GroupBy(words => words[0].ToUpperInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return new Capabilities(
            offered.ContainsKey("PIPELINING"),
            offered.TryGetValue("SIZE", out var size),
            size is { Length: > 1 } && long.TryParse(size[1], NumberStyles.None, CultureInfo.InvariantCulture, out var octets) && octets > 0 ? octets : null,
            offered.ContainsKey("8BITMIME"),
            offered.ContainsKey("SMTPUTF8"),
            offered.ContainsKey("STARTTLS"),
            offered.TryGetValue("AUTH", out var mechanisms) && mechanisms.Contains("PLAIN", StringComparer.OrdinalIgnoreCase));
    }
}
