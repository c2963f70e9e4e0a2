using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Protection.Keys;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>Who signs, with which hash, and with which padding if the key is RSA.</summary>
internal sealed record Signing(SigningIdentity Identity, Digest Digest, RsaScheme Scheme)
{
    /// <param name="attributes">The encoded SET OF signed attributes (RFC 5652 section 5.4).</param>
    public byte[] Sign(byte[] attributes) => Identity.Key switch
    {
        RSA rsa => rsa.SignData(attributes, Digest.Name, Scheme == RsaScheme.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
        ECDsa elliptic => elliptic.SignData(attributes, Digest.Name, DSASignatureFormat.Rfc3279DerSequence),
        EdwardsKey edwards => edwards.Sign(attributes),
        _ => throw new ProtectionException("the signing key is of a kind that is not supported"),
    };

    public void WriteAlgorithm(AsnWriter der)
    {
        switch (Identity.Key)
        {
            case RSA when Scheme == RsaScheme.Pss:
                WritePss(der);
                break;
            case RSA:
                der.WriteAlgorithm(Oids.Rsa, withNull: true);
                break;
            default:
                der.WriteAlgorithm(Identity.Key is EdwardsKey ? Oids.Ed25519 : Digest.EcdsaOid);
                break;
        }
    }

    /// <summary>RSASSA-PSS-params (RFC 4055 section 3.1); the salt is as long as the hash.</summary>
    private void WritePss(AsnWriter der)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Oids.RsaPss);
            using (der.PushSequence())
            {
                der.WriteHashAndMask(Digest.Oid);
                using (der.PushSequence(Context(2)))
                    der.WriteInteger(Digest.Bits / 8);
            }
        }
    }
}
