namespace Chancery.Protection.Keys;

/// <summary>What an entry of the key store is.</summary>
public static class KeyKinds
{
    /// <summary>An X.509 certificate.</summary>
    public const string Smime = "smime";

    /// <summary>An OpenPGP public key with its subkeys.</summary>
    public const string Pgp = "pgp";

    /// <summary>A revocation list of an authority (RFC 5280 section 5).</summary>
    public const string Crl = "crl";

    /// <summary>The word of the tenant that a key is not to be used any more.</summary>
    public const string Revocation = "revocation";

    /// <summary>A key or certificate, not something said about one.</summary>
    public static bool IsKey(this StoredKey key) => key.Kind is Smime or Pgp;
}
