namespace Chancery.Protection.Keys;

/// <summary>What can be said of the key of an address; the names are those of the fact <c>recipient.keys.smime</c>.</summary>
public enum KeyStatus
{
    Valid,
    Expired,
    NotYetValid,
    Revoked,

    /// <summary>It chains to no anchor of the tenant.</summary>
    Untrusted,

    /// <summary>RSA below 2048 bits, an elliptic key below 256, or signed with MD5 or SHA-1; itself, or an authority between it and the anchor.</summary>
    Weak,

    /// <summary>Made for another address or another purpose.</summary>
    Mismatch,
    Unreadable,

    /// <summary>There is no certificate at all.</summary>
    None,
}

public static class KeyStatusNames
{
    public static string Name(this KeyStatus status) => status switch
    {
        KeyStatus.Valid => "valid",
        KeyStatus.Expired => "expired",
        KeyStatus.NotYetValid => "notYetValid",
        KeyStatus.Revoked => "revoked",
        KeyStatus.Untrusted => "untrusted",
        KeyStatus.Weak => "weak",
        KeyStatus.Mismatch => "mismatch",
        KeyStatus.Unreadable => "unreadable",
        _ => "none",
    };
}
