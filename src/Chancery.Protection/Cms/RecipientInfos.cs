using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Keys;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>One RecipientInfo per certificate and never one more (RFC 5652 section 6.2): key transport for RSA, key agreement for elliptic keys.</summary>
internal static class RecipientInfos
{
    /// <summary>The encoded SET OF, and whether one of them is a key agreement (which raises the version).</summary>
    public static (byte[] Encoded, bool HasAgreement) Encode(IReadOnlyList<X509Certificate2> recipients, ContentEncryption content, KeyTransport transport)
    {
        var agreement = false;
        var encoded = DerWriting.Encode(der =>
        {
            using (der.PushSetOf())
            {
                foreach (var recipient in recipients)
                {
                    var isRsa = PublicKeys.IsRsa(recipient);
                    if (isRsa)
                        WriteTransport(der, recipient, content.Key, transport);
                    else
                        WriteAgreement(der, recipient, content);
                    agreement |= !isRsa;
                }
            }
        });
        return (encoded, agreement);
    }

    private static void WriteTransport(AsnWriter der, X509Certificate2 recipient, byte[] contentKey, KeyTransport transport)
    {
        using (der.PushSequence())
        {
            der.WriteInteger(0);
            der.WriteIssuerAndSerial(recipient);
            if (transport == KeyTransport.Pkcs1)
                der.WriteAlgorithm(Oids.Rsa, withNull: true);
            else
                WriteOaep(der);
            der.WriteOctetString(PublicKeys.Encrypt(recipient, contentKey, transport == KeyTransport.Pkcs1 ? RSAEncryptionPadding.Pkcs1 : RSAEncryptionPadding.OaepSHA256));
        }
    }

    private static void WriteOaep(AsnWriter der)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Oids.RsaOaep);
            using (der.PushSequence())
                der.WriteHashAndMask(Oids.Sha256);
        }
    }

    /// <summary>Ephemeral-static ECDH (RFC 5753 section 3.1, RFC 8418 section 2).</summary>
    private static void WriteAgreement(AsnWriter der, X509Certificate2 recipient, ContentEncryption content)
    {
        var (wrapOid, bits) = KeyWrap.For(content.Cipher);
        var wrapAlgorithm = DerWriting.Encode(inner => inner.WriteAlgorithm(wrapOid));
        var agreed = KeyAgreement.ToRecipient(recipient, SharedInfo.Of(wrapAlgorithm, bits), bits);
        try
        {
            using (der.PushSequence(Context(1)))
            {
                der.WriteInteger(3);
                using (der.PushSequence(Context(0)))
                using (der.PushSequence(Context(1)))
                {
                    der.WriteAlgorithm(agreed.KeyOid);
                    der.WriteBitString(agreed.EphemeralPublic);
                }

                using (der.PushSequence())
                {
                    der.WriteObjectIdentifier(agreed.SchemeOid);
                    der.WriteEncodedValue(wrapAlgorithm);
                }

                using (der.PushSequence())
                using (der.PushSequence())
                {
                    der.WriteIssuerAndSerial(recipient);
                    der.WriteOctetString(KeyWrap.Wrap(agreed.WrapKey, content.Key));
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreed.WrapKey);
        }
    }
}
