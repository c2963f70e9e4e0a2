using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>Which algorithms a copy is made with. What it leaves open goes by the keys of signer and recipients.</summary>
public sealed record SmimeProfile
{
    /// <summary>Null: GCM where every recipient's certificate states it, else AES-256-CBC (R17).</summary>
    public ContentCipher? Content { get; init; }

    public KeyTransport Transport { get; init; }

    public RsaScheme Scheme { get; init; }

    /// <summary>At least this hash; null: as the key asks for.</summary>
    internal Digest? Hash { get; init; }

    /// <summary>Header fields inside the protected part (RFC 9788).</summary>
    public bool HeaderProtection { get; init; }

    /// <summary>What was signed and encrypted is signed once more (RFC 2634 section 1.1).</summary>
    public bool TripleWrap { get; init; }

    /// <summary>What every program reads.</summary>
    public static SmimeProfile Compatible { get; } = new();

    /// <summary>BSI TR-03116-4 and TR-02102-1: authenticated encryption, RSAES-OAEP, RSASSA-PSS.</summary>
    public static SmimeProfile BsiStandard { get; } =
        new() { Content = ContentCipher.Aes256Gcm, Transport = KeyTransport.Oaep, Scheme = RsaScheme.Pss, Hash = Digest.Sha256 };

    /// <summary>German energy market (BDEW/EDI@Energy rules for the transmission path by AS2/e-mail): AES-128-GCM, RSAES-OAEP, RSASSA-PSS.</summary>
    public static SmimeProfile EdiEnergy { get; } =
        new() { Content = ContentCipher.Aes128Gcm, Transport = KeyTransport.Oaep, Scheme = RsaScheme.Pss, Hash = Digest.Sha256 };

    /// <param name="name">Of the plan; null: the compatible one.</param>
    /// <param name="declared">What the policy's profile says itself, names dotted: <c>content</c>, <c>sign.hash</c>, <c>sign.scheme</c>, <c>keyTransport</c>, <c>headerProtection</c>, <c>tripleWrap</c>.</param>
    public static SmimeProfile Of(string? name, IReadOnlyDictionary<string, string> declared)
    {
        var start = name switch
        {
            "bsi-standard" => BsiStandard,
            "edi-energy" => EdiEnergy,
            _ => Compatible,
        };
        return start with
        {
            Content = declared.TryGetValue("content", out var content) ? ContentCipher.Named(content) ?? start.Content : start.Content,
            Transport = declared.GetValueOrDefault("keyTransport") switch { "rsa-oaep" => KeyTransport.Oaep, "rsa-pkcs1" => KeyTransport.Pkcs1, _ => start.Transport },
            Scheme = declared.GetValueOrDefault("sign.scheme") switch { "pss" => RsaScheme.Pss, "pkcs1" => RsaScheme.Pkcs1, _ => start.Scheme },
            Hash = declared.GetValueOrDefault("sign.hash") switch { "sha-256" => Digest.Sha256, "sha-384" => Digest.Sha384, "sha-512" => Digest.Sha512, _ => start.Hash },
            HeaderProtection = declared.TryGetValue("headerProtection", out var on) ? on == "true" : start.HeaderProtection,
            TripleWrap = declared.TryGetValue("tripleWrap", out var triple) ? triple == "true" : start.TripleWrap,
        };
    }

    public ContentCipher CipherFor(IReadOnlyList<X509Certificate2> recipients) =>
        Content ?? (recipients.Count > 0 && recipients.All(recipient => StatedCapabilities.Of(recipient).Contains(Oids.Aes256Gcm)) ? ContentCipher.Aes256Gcm : ContentCipher.Aes256Cbc);
}
