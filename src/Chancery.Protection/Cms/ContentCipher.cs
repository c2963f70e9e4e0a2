namespace Chancery.Protection.Cms;

/// <summary>How the content is encrypted: CBC in EnvelopedData, GCM in AuthEnvelopedData (RFC 8551 section 2.7).</summary>
public sealed record ContentCipher
{
    private ContentCipher(string name, string oid, int keyBits, bool isAuthenticated) => (Name, Oid, KeyBits, IsAuthenticated) = (name, oid, keyBits, isAuthenticated);

    public static ContentCipher Aes128Cbc { get; } = new("aes-128-cbc", Oids.Aes128Cbc, 128, false);

    public static ContentCipher Aes256Cbc { get; } = new("aes-256-cbc", Oids.Aes256Cbc, 256, false);

    public static ContentCipher Aes128Gcm { get; } = new("aes-128-gcm", Oids.Aes128Gcm, 128, true);

    public static ContentCipher Aes256Gcm { get; } = new("aes-256-gcm", Oids.Aes256Gcm, 256, true);

    /// <summary>AES-192 is only read; 3DES is known, so that it can be told, and neither made nor read.</summary>
    internal static ContentCipher Aes192Cbc { get; } = new("aes-192-cbc", Oids.Aes192Cbc, 192, false);

    internal static ContentCipher Aes192Gcm { get; } = new("aes-192-gcm", Oids.Aes192Gcm, 192, true);

    internal static ContentCipher TripleDesCbc { get; } = new("3des-cbc", Oids.TripleDesCbc, 192, false);

    /// <summary>As OpenPGP has them: always with a proof of integrity.</summary>
    internal static ContentCipher OfPgp(string name, int keyBits) => new(name, "", keyBits, true);

    /// <summary>As profiles spell it.</summary>
    public string Name { get; }

    public int KeyBits { get; }

    /// <summary>A change of the ciphertext is found out.</summary>
    public bool IsAuthenticated { get; }

    internal string Oid { get; }

    private static IReadOnlyList<ContentCipher> Made => [Aes256Cbc, Aes256Gcm, Aes128Cbc, Aes128Gcm];

    /// <summary>Null for a name that is none of those we make.</summary>
    public static ContentCipher? Named(string name) => Made.FirstOrDefault(cipher => cipher.Name == name);

    /// <summary>Null for one that is not read.</summary>
    internal static ContentCipher? Of(string oid) => Made.Concat([Aes192Cbc, Aes192Gcm, TripleDesCbc]).FirstOrDefault(cipher => cipher.Oid == oid);
}
