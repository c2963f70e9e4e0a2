using System.Formats.Asn1;
using System.Security.Cryptography;
using Curve = Org.BouncyCastle.Math.EC.Rfc7748.X25519;
using Edwards = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Chancery.Protection.Keys;

/// <summary>A private key of curve 25519 (RFC 8410), which the platform's library does not carry: Ed25519 signs, X25519 agrees.</summary>
public sealed class EdwardsKey : AsymmetricAlgorithm
{
    /// <summary>Object identifiers of the two kinds: the one only signs, the other only agrees.</summary>
    public const string Ed25519 = "1.3.101.112";
    public const string X25519 = "1.3.101.110";

    private readonly string _oid;
    private readonly byte[] _secret;

    private EdwardsKey(string oid, byte[] secret)
    {
        (_oid, _secret) = (oid, secret);
        KeySizeValue = 256;
        LegalKeySizesValue = [new KeySizes(256, 256, 0)];
    }

    public static bool IsOf(string? algorithm) => algorithm is Ed25519 or X25519;

    /// <summary>OneAsymmetricKey (RFC 5958); attributes and a public key behind it are left unread.</summary>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static EdwardsKey Open(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            var key = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            key.ReadInteger();
            var oid = key.ReadSequence().ReadObjectIdentifier();
            var secret = new AsnReader(key.ReadOctetString(), AsnEncodingRules.BER).ReadOctetString();
            return IsOf(oid) && secret.Length == 32 ? new EdwardsKey(oid, secret) : throw new CryptographicException("not a key of curve 25519");
        }
        catch (AsnContentException broken)
        {
            throw new CryptographicException("not a key of curve 25519", broken);
        }
    }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public override byte[] ExportSubjectPublicKeyInfo()
    {
        var point = new byte[32];
        if (_oid == Ed25519)
            Edwards.GeneratePublicKey(_secret, 0, point, 0);
        else
            Curve.ScalarMultBase(_secret, 0, point, 0);
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            using (der.PushSequence())
                der.WriteObjectIdentifier(_oid);
            der.WriteBitString(point);
        }

        return der.Encode();
    }

    /// <summary>Pure Ed25519.</summary>
    public byte[] Sign(byte[] data)
    {
        if (_oid != Ed25519)
            throw new CryptographicException("this key agrees and does not sign");
        var signature = new byte[Edwards.SignatureSize];
        Edwards.Sign(_secret, 0, data, 0, data.Length, signature, 0);
        return signature;
    }

    public static bool Verify(ReadOnlyMemory<byte> publicKey, byte[] data, byte[] signature) =>
        publicKey.Length == Edwards.PublicKeySize && signature.Length == Edwards.SignatureSize
        && Edwards.Verify(signature, 0, publicKey.ToArray(), 0, data, 0, data.Length);

    /// <summary>The shared secret; to be zeroed.</summary>
    /// <exception cref="CryptographicException">With that key none can be agreed.</exception>
    public byte[] Agree(byte[] publicKey)
    {
        var secret = new byte[Curve.PointSize];
        if (_oid != X25519 || publicKey.Length != Curve.PointSize || !Curve.CalculateAgreement(_secret, 0, publicKey, 0, secret, 0))
            throw new CryptographicException("no key can be agreed with that public key");
        return secret;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_secret);
        base.Dispose(disposing);
    }
}
