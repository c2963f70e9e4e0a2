using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace Chancery.Protection.Cms;

/// <summary>One RecipientInfo per certificate and never one more (RFC 5652 section 6.2): key transport for RSA, key agreement for elliptic keys.</summary>
internal static class RecipientInfos
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>The encoded SET OF, and whether one of them is a key agreement (which raises the version).</summary>
    public static (byte[] Encoded, bool HasAgreement) Encode(IReadOnlyList<X509Certificate2> recipients, byte[] contentKey)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        var agreement = false;
        using (der.PushSetOf())
        {
            foreach (var recipient in recipients)
            {
                using var rsa = recipient.GetRSAPublicKey();
                if (rsa is not null)
                    WriteTransport(der, recipient, rsa, contentKey);
                else
                    WriteAgreement(der, recipient, contentKey);
                agreement |= rsa is null;
            }
        }

        return (der.Encode(), agreement);
    }

    private static void WriteTransport(AsnWriter der, X509Certificate2 recipient, RSA rsa, byte[] contentKey)
    {
        using (der.PushSequence())
        {
            der.WriteInteger(0);
            DetachedSignature.WriteIssuerAndSerial(der, recipient);
            using (der.PushSequence())
            {
                der.WriteObjectIdentifier(Oids.Rsa);
                der.WriteNull();
            }

            der.WriteOctetString(rsa.Encrypt(contentKey, RSAEncryptionPadding.Pkcs1));
        }
    }

    /// <summary>Ephemeral-static ECDH with the X9.63 key derivation (RFC 5753 section 3.1).</summary>
    private static void WriteAgreement(AsnWriter der, X509Certificate2 recipient, byte[] contentKey)
    {
        using var theirs = recipient.GetECDiffieHellmanPublicKey() ?? throw new ProtectionException("a recipient's key is of a kind that is not supported");
        var parameters = theirs.ExportParameters(false);
        using var ephemeral = ECDiffieHellman.Create(parameters.Curve);
        var wrapKey = ephemeral.DeriveKeyFromHash(theirs.PublicKey, HashAlgorithmName.SHA256, null, [0, 0, 0, 1, .. SharedInfo()]);
        using (der.PushSequence(Context1))
        {
            der.WriteInteger(3);
            using (der.PushSequence(Context0))
            using (der.PushSequence(Context1))
            {
                using (der.PushSequence())
                    der.WriteObjectIdentifier(Oids.EcPublicKey);
                der.WriteBitString(PointOf(ephemeral.ExportParameters(false).Q));
            }

            using (der.PushSequence())
            {
                der.WriteObjectIdentifier(Oids.EcdhStdSha256Kdf);
                using (der.PushSequence())
                    der.WriteObjectIdentifier(Oids.Aes256Wrap);
            }

            using (der.PushSequence())
            using (der.PushSequence())
            {
                DetachedSignature.WriteIssuerAndSerial(der, recipient);
                der.WriteOctetString(Wrap(wrapKey, contentKey));
            }
        }

        CryptographicOperations.ZeroMemory(wrapKey);
    }

    /// <summary>ECC-CMS-SharedInfo (RFC 5753 section 7.2): the wrap algorithm and the length of its key in bits.</summary>
    private static byte[] SharedInfo()
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            using (der.PushSequence())
                der.WriteObjectIdentifier(Oids.Aes256Wrap);
            using (der.PushSequence(Context2))
                der.WriteOctetString([0, 0, 1, 0]);
        }

        return der.Encode();
    }

    private static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <summary>RFC 3394.</summary>
    private static byte[] Wrap(byte[] wrapKey, byte[] contentKey)
    {
        var engine = new AesWrapEngine();
        engine.Init(true, new KeyParameter(wrapKey));
        return engine.Wrap(contentKey, 0, contentKey.Length);
    }
}
