namespace Chancery.Smtp.Client.Dns;

/// <summary>What the DNS says to a question.</summary>
public enum DnsFound
{
    Records,

    /// <summary>The name has no records of this type.</summary>
    Nothing,

    /// <summary>There is no such name.</summary>
    NoSuchName,

    /// <summary>No answer now, or one that did not validate.</summary>
    Unavailable,
}

/// <param name="IsSecure">The resolver we trust in this has validated it (RFC 4035 section 3.2.3).</param>
/// <param name="Problem">For people, where nothing was answered.</param>
public sealed record DnsAnswer<T>(DnsFound Found, IReadOnlyList<T> Records, bool IsSecure, string? Problem = null);

public static class DnsAnswer
{
    public static DnsAnswer<T> Of<T>(IReadOnlyList<T> records, bool isSecure) =>
        new(records.Count > 0 ? DnsFound.Records : DnsFound.Nothing, records, isSecure);

    public static DnsAnswer<T> Unavailable<T>(string problem) => new(DnsFound.Unavailable, [], IsSecure: false, problem);
}

/// <summary>RFC 5321 section 5.1.</summary>
/// <param name="Host">Without the last dot; empty for the root, which takes no mail (RFC 7505).</param>
public sealed record MxData(ushort Preference, string Host);
