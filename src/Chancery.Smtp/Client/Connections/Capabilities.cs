using System.Globalization;

namespace Chancery.Smtp.Client.Connections;

/// <summary>What a server offers after EHLO, as far as we use it.</summary>
internal sealed record Capabilities
{
    /// <summary>After HELO.</summary>
    public static Capabilities None { get; } = new();

    public bool Pipelining { get; private init; }

    public bool Size { get; private init; }

    /// <summary>Octets (RFC 1870); null without a limit.</summary>
    public long? MaxSize { get; private init; }

    public bool EightBitMime { get; private init; }

    public bool SmtpUtf8 { get; private init; }

    public bool StartTls { get; private init; }

    /// <summary>BDAT (RFC 3030).</summary>
    public bool Chunking { get; private init; }

    /// <summary>RFC 3461.</summary>
    public bool Dsn { get; private init; }

    /// <summary>RFC 8689.</summary>
    public bool RequireTls { get; private init; }

    /// <summary>SASL mechanisms, in capitals (RFC 4954).</summary>
    public IReadOnlyList<string> Auth { get; private init; } = [];

    public static Capabilities Of(PeerReply reply)
    {
        var offered = reply.Lines.Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .GroupBy(words => words[0].ToUpperInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return new Capabilities
        {
            Pipelining = offered.ContainsKey("PIPELINING"),
            Size = offered.TryGetValue("SIZE", out var size),
            MaxSize = size is { Length: > 1 } && long.TryParse(size[1], NumberStyles.None, CultureInfo.InvariantCulture, out var octets) && octets > 0 ? octets : null,
            EightBitMime = offered.ContainsKey("8BITMIME"),
            SmtpUtf8 = offered.ContainsKey("SMTPUTF8"),
            StartTls = offered.ContainsKey("STARTTLS"),
            Chunking = offered.ContainsKey("CHUNKING"),
            Dsn = offered.ContainsKey("DSN"),
            RequireTls = offered.ContainsKey("REQUIRETLS"),
            Auth = offered.TryGetValue("AUTH", out var mechanisms) ? [.. mechanisms.Skip(1).Select(name => name.ToUpperInvariant())] : [],
        };
    }
}
