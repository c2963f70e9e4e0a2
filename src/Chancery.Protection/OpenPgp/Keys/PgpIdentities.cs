namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>Who signs by OpenPGP: one key of a certificate.</summary>
public sealed class PgpSigner : IDisposable
{
    internal PgpSigner(PgpSecretKey key) => Key = key;

    internal PgpSecretKey Key { get; }

    /// <summary>Of the key that signs, lower-case hex.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Key.Public.Fingerprint);

    /// <summary>The opened key is lent, and stays with who lent it.</summary>
    public void Dispose() { }
}

/// <summary>To whom is encrypted by OpenPGP: one key of a certificate.</summary>
public sealed class PgpRecipient
{
    internal PgpRecipient(CertificateView certificate, PgpPublicKey key, DateTimeOffset now)
    {
        Key = key;
        var said = certificate.Speech(now)?.Said;
        CanReadAead = (said?.Features & 0x08) != 0;
        Ciphers = said?.Ciphers ?? [];
    }

    internal PgpPublicKey Key { get; }

    /// <summary>Of the key that is encrypted to, lower-case hex.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Key.Fingerprint);

    /// <summary>The owner's programs read version 2 of encrypted data (RFC 9580 section 5.2.3.32).</summary>
    public bool CanReadAead { get; }

    internal IReadOnlyList<byte> Ciphers { get; }
}
