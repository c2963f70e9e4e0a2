namespace Chancery.Protection.Smime.Opening;

/// <summary>What can be said of a signature.</summary>
public enum Verdict { Valid, Invalid, Unknown }

/// <summary>One signer of one layer.</summary>
/// <param name="Reason">Why it is not valid; empty if it is. For people and records: no content.</param>
/// <param name="Addresses">Of the certificate, lower case; empty without one.</param>
/// <param name="IsFrom">One of them is the only From address of the message (RFC 8550 section 3).</param>
/// <param name="Certificate">DER; null if it was not there.</param>
public sealed record SignerFinding(
    Verdict Verdict, string Reason, IReadOnlyList<string> Addresses, bool IsFrom, byte[]? Certificate, DateTimeOffset? SigningTime)
{
    /// <summary>The content or the signature itself is damaged: no question of whose certificate it is.</summary>
    public bool IsBroken { get; init; }

    /// <summary><c>sha-1</c>, <c>md5</c>, <c>rsa-1024</c>; null if nothing is weak.</summary>
    public string? Weakness { get; init; }
}
