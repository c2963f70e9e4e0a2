using Chancery.Protection.OpenPgp.Keys;

namespace Chancery.Protection.Keys;

/// <summary>
/// Whether an OpenPGP key may be used for an address now (RFC 9580 section 5.2): its own signatures over name, times, subkeys and
/// revocations are verified; whose key it is was settled by the import.
/// </summary>
internal static class PgpJudge
{
    public static KeyStatus Judge(byte[] encoded, string address, DateTimeOffset now) => Judge(encoded, address, PgpUse.Encrypt, now).Status;

    /// <param name="address">Null where whose key it is was settled otherwise.</param>
    /// <returns>The key to use, where the state is valid.</returns>
    public static (KeyStatus Status, CertificateView? View, PgpPublicKey? Key) Judge(byte[] encoded, string? address, PgpUse use, DateTimeOffset now)
    {
        if (CertificateCache.Of(encoded) is not { } view)
            return (KeyStatus.Unreadable, null, null);
        var status = view.StatusFor(address, now);
        if (status != KeyStatus.Valid)
            return (status, view, null);
        var best = view.KeysFor(use, now) is [var first, ..] ? first : (Status: KeyStatus.Mismatch, Key: null!);
        return (best.Status, view, best.Status == KeyStatus.Valid ? best.Key : null);
    }
}
