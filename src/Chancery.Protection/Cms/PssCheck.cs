using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Chancery.Protection.Cms;

/// <summary>Checks an RSASSA-PSS signature. The platform knows one length of salt only, that of the hash.</summary>
internal static class PssCheck
{
    private const int MaxSalt = 2048;

    /// <summary>Null for a salt that no signer would choose.</summary>
    public static bool? Fits(RSA key, HashAlgorithmName hash, int saltLength, byte[] hashed, byte[] signature)
    {
        if (saltLength is < 0 or > MaxSalt)
            return null;
        return saltLength == hashed.Length ? key.VerifyHash(hashed, signature, hash, RSASignaturePadding.Pss) : FitsSalt(key, hash, saltLength, hashed, signature);
    }

    private static bool FitsSalt(RSA key, HashAlgorithmName hash, int saltLength, byte[] hashed, byte[] signature)
    {
        var own = key.ExportParameters(false);
        var digest = DigestUtilities.GetDigest(hash.Name!.Replace("SHA", "SHA-", StringComparison.Ordinal));
        var signer = PssSigner.CreateRawSigner(new RsaBlindedEngine(), digest, digest, saltLength, PssSigner.TrailerImplicit);
        signer.Init(false, new RsaKeyParameters(false, new BigInteger(1, own.Modulus), new BigInteger(1, own.Exponent)));
        signer.BlockUpdate(hashed, 0, hashed.Length);
        return signer.VerifySignature(signature);
    }
}
