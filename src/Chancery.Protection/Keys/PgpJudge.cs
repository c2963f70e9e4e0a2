using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Chancery.Protection.Keys;

/// <summary>
/// Whether an OpenPGP key may be encrypted to for an address now (RFC 9580 section 5.2): its own signatures over name, times,
/// subkeys and revocations are verified; whose key it is was settled by the import.
/// </summary>
internal static class PgpJudge
{
    private const int LeastBits = 2048;
    private const int EncryptFlags = PgpKeyFlags.CanEncryptCommunications | PgpKeyFlags.CanEncryptStorage;

    public static KeyStatus Judge(byte[] encoded, string address, DateTimeOffset now)
    {
        try
        {
            return Judge(new PgpPublicKeyRing(encoded), address, now.UtcDateTime);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return KeyStatus.Unreadable;
        }
    }

    internal static IEnumerable<string> UserIds(PgpPublicKey master) => master.GetUserIds().Take(100);

    /// <summary><c>Name &lt;address&gt;</c> or the address alone, lower case; null without one.</summary>
    internal static string? AddressIn(string userId)
    {
        var (open, close) = (userId.LastIndexOf('<'), userId.LastIndexOf('>'));
        var text = (open >= 0 && close > open ? userId[(open + 1)..close] : userId).Trim();
        return text.Contains('@', StringComparison.Ordinal) && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? text.ToLowerInvariant() : null;
    }

    /// <summary>By the newest signature of its own that speaks about the key; 0: without end.</summary>
    internal static long ValiditySeconds(PgpPublicKey master) =>
        OwnCertifications(master).Concat(OwnDirect(master)).MaxBy(signature => signature.CreationTime)?.GetHashedSubPackets()?.GetKeyExpirationTime() ?? 0;

    private static KeyStatus Judge(PgpPublicKeyRing ring, string address, DateTime now)
    {
        var master = ring.GetPublicKey();
        if (Of(master, PgpSignature.KeyRevocation).Any(signature => Verifies(signature, master, () => signature.VerifyCertification(master))))
            return KeyStatus.Revoked;
        if (!UserIds(master).Any(id => string.Equals(AddressIn(id), address, StringComparison.OrdinalIgnoreCase) && Stands(master, id)))
            return KeyStatus.Mismatch;
        if (now < master.CreationTime.ToUniversalTime())
            return KeyStatus.NotYetValid;
        if (IsOver(master, ValiditySeconds(master), now))
            return KeyStatus.Expired;
        var states = ring.GetPublicKeys().Where(key => key.IsEncryptionKey).Select(key => key.IsMasterKey ? OfMaster(key) : OfSubkey(master, key, now)).ToList();
        return states.Count == 0 ? KeyStatus.Mismatch : states.Min();
    }

    /// <summary>The key itself vouches for the name, and has not taken that back since.</summary>
    private static bool Stands(PgpPublicKey master, string id)
    {
        var own = Signatures(master, id).ToList();
        var given = own.Where(signature => signature.SignatureType is >= PgpSignature.DefaultCertification and <= PgpSignature.PositiveCertification).MaxBy(signature => signature.CreationTime);
        return given is not null && !own.Any(signature => signature.SignatureType == PgpSignature.CertificationRevocation && signature.CreationTime >= given.CreationTime);
    }

    private static KeyStatus OfMaster(PgpPublicKey master)
    {
        var flags = OwnCertifications(master).Concat(OwnDirect(master)).MaxBy(signature => signature.CreationTime)?.GetHashedSubPackets()?.GetKeyFlags() ?? 0;
        return flags != 0 && (flags & EncryptFlags) == 0 ? KeyStatus.Mismatch : IsWeak(master) ? KeyStatus.Weak : KeyStatus.Valid;
    }

    private static KeyStatus OfSubkey(PgpPublicKey master, PgpPublicKey subkey, DateTime now)
    {
        bool IsOwn(PgpSignature signature) => Verifies(signature, master, () => signature.VerifyCertification(master, subkey));
        if (Of(subkey, PgpSignature.SubkeyRevocation).Any(IsOwn))
            return KeyStatus.Revoked;
        if (Of(subkey, PgpSignature.SubkeyBinding).Where(IsOwn).MaxBy(signature => signature.CreationTime) is not { } binding)
            return KeyStatus.Mismatch;
        var said = binding.GetHashedSubPackets();
        var flags = said?.GetKeyFlags() ?? 0;
        if (flags != 0 && (flags & EncryptFlags) == 0)
            return KeyStatus.Mismatch;
        if (now < subkey.CreationTime.ToUniversalTime())
            return KeyStatus.NotYetValid;
        return IsOver(subkey, said?.GetKeyExpirationTime() ?? 0, now) ? KeyStatus.Expired : IsWeak(subkey) ? KeyStatus.Weak : KeyStatus.Valid;
    }

    private static bool IsOver(PgpPublicKey key, long seconds, DateTime now) => seconds > 0 && now >= key.CreationTime.ToUniversalTime().AddSeconds(seconds);

    private static bool IsWeak(PgpPublicKey key) =>
        key.Algorithm is PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaEncrypt or PublicKeyAlgorithmTag.ElGamalEncrypt or PublicKeyAlgorithmTag.ElGamalGeneral
        && key.BitStrength < LeastBits;

    private static IEnumerable<PgpSignature> OwnCertifications(PgpPublicKey master) =>
        UserIds(master).SelectMany(id => Signatures(master, id)).Where(signature => signature.SignatureType != PgpSignature.CertificationRevocation);

    private static IEnumerable<PgpSignature> OwnDirect(PgpPublicKey master) =>
        Of(master, PgpSignature.DirectKey).Where(signature => Verifies(signature, master, () => signature.VerifyCertification(master)));

    private static IEnumerable<PgpSignature> Signatures(PgpPublicKey master, string id) =>
        (master.GetSignaturesForId(id) ?? []).Where(signature => Verifies(signature, master, () => signature.VerifyCertification(id, master)));

    private static IEnumerable<PgpSignature> Of(PgpPublicKey key, int type) => key.GetSignaturesOfType(type) ?? [];

    private static bool Verifies(PgpSignature signature, PgpPublicKey signer, Func<bool> verify)
    {
        if (signature.KeyId != signer.KeyId)
            return false;
        try
        {
            signature.InitVerify(signer);
            return verify();
        }
        catch (Exception bad) when (bad is not OutOfMemoryException)
        {
            return false;
        }
    }
}
