using Chancery.Protection.OpenPgp.Keys;

namespace Chancery.Protection.OpenPgp;

/// <summary>Which algorithms a copy is made with. What it leaves open goes by the keys of signer and recipients.</summary>
public sealed record PgpProfile
{
    public static PgpProfile Compatible { get; } = new();

    /// <summary>Authenticated encryption also where a key does not state it (true), nowhere (false); null: where every recipient's key states it.</summary>
    public bool? Aead { get; init; }

    /// <summary>Header fields inside the protected part (RFC 9788).</summary>
    public bool HeaderProtection { get; init; }

    /// <summary>See <see cref="PgpCiphers"/>; null: AES-256, or what all recipients prefer.</summary>
    internal int? Cipher { get; init; }

    /// <summary>At least this hash; see <see cref="PgpHashes"/>.</summary>
    internal int? Hash { get; init; }

    /// <param name="declared">What the policy's profile says, names dotted: <c>aead</c>, <c>cipher</c>, <c>sign.hash</c>, <c>headerProtection</c>.</param>
    public static PgpProfile Of(IReadOnlyDictionary<string, string> declared) => new()
    {
        Aead = declared.GetValueOrDefault("aead") switch { "none" => false, _ => null },
        Cipher = declared.GetValueOrDefault("cipher") switch { "aes-128" => PgpCiphers.Aes128, "aes-256" => PgpCiphers.Aes256, _ => null },
        Hash = declared.GetValueOrDefault("sign.hash") switch { "sha-256" => PgpHashes.Sha256, "sha-384" => PgpHashes.Sha384, "sha-512" => PgpHashes.Sha512, _ => null },
        HeaderProtection = declared.GetValueOrDefault("headerProtection") == "true",
    };

    /// <summary>One recipient who cannot read it is enough.</summary>
    internal bool UsesAead(IReadOnlyList<PgpRecipient> recipients) => Aead ?? recipients.All(recipient => recipient.CanReadAead);

    internal int CipherFor(IReadOnlyList<PgpRecipient> recipients) =>
        Cipher ?? (recipients.All(recipient => recipient.Ciphers.Count == 0 || recipient.Ciphers.Contains((byte)PgpCiphers.Aes256)) ? PgpCiphers.Aes256 : PgpCiphers.Aes128);

    internal int HashFor(PgpPublicKey key)
    {
        var least = key.Algorithm switch
        {
            PgpAlgorithm.Ed448 => PgpHashes.Sha512,
            PgpAlgorithm.Ecdsa => key.Curve!.Octets switch { 32 => PgpHashes.Sha256, 48 => PgpHashes.Sha384, _ => PgpHashes.Sha512 },
            _ => PgpHashes.Sha256,
        };
        return Math.Max(least, Hash ?? least);
    }
}
