namespace Chancery.Protection.Smime.Opening;

/// <summary>What can be said of a signature.</summary>
public enum Verdict { Valid, Invalid, Unknown }

/// <summary>What became of a signature, in one word; the names are those of the fact <c>crypto.signature</c>.</summary>
public enum SignatureState
{
    Valid,

    /// <summary>The content, or a header it must fit, was changed.</summary>
    Changed,

    /// <summary>The signature itself is damaged or cannot be read.</summary>
    Unreadable,
    Expired,
    NotYetValid,
    Revoked,

    /// <summary>The certificate chains to nobody who is trusted.</summary>
    Untrusted,

    /// <summary>MD5, SHA-1 or a short key, of the signature or of a certificate.</summary>
    Weak,

    /// <summary>The certificate is not made for this: another address than From, or another purpose.</summary>
    Mismatch,

    /// <summary>It cannot be told: no certificate, an incomplete chain, an algorithm that is not known.</summary>
    Unknown,
}

public static class SignatureStateNames
{
    public static string Name(this SignatureState state) => state switch
    {
        SignatureState.Valid => "valid",
        SignatureState.Changed => "changed",
        SignatureState.Unreadable => "unreadable",
        SignatureState.Expired => "expired",
        SignatureState.NotYetValid => "notYetValid",
        SignatureState.Revoked => "revoked",
        SignatureState.Untrusted => "untrusted",
        SignatureState.Weak => "weak",
        SignatureState.Mismatch => "mismatch",
        _ => "unknown",
    };
}

/// <summary>One signer of one layer.</summary>
/// <param name="Reason">Why it is not valid; empty if it is. For people and records: no content.</param>
/// <param name="Addresses">Of the certificate, lower case; empty without one.</param>
/// <param name="IsFrom">One of them is the only From address of the message (RFC 8550 section 3).</param>
/// <param name="Certificate">DER; null if it was not there.</param>
public sealed record SignerFinding(
    Verdict Verdict, string Reason, IReadOnlyList<string> Addresses, bool IsFrom, byte[]? Certificate, DateTimeOffset? SigningTime)
{
    public required SignatureState State { get; init; }

    /// <summary>The content or the signature itself is damaged: no question of whose certificate it is.</summary>
    public bool IsBroken { get; init; }

    /// <summary><c>sha-1</c>, <c>md5</c>, <c>rsa-1024</c>; null if nothing is weak.</summary>
    public string? Weakness { get; init; }
}
