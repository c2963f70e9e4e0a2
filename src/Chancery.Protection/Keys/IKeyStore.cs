using Chancery.Policy;

namespace Chancery.Protection.Keys;

/// <summary>
/// Port to where certificates and private keys of a tenant are kept. Stores keep private keys sealed; a private key leaves
/// the store only as PKCS#8 for immediate use. Implementations: the database, and a folder for <c>simulate --keys</c>.
/// </summary>
public interface IKeyStore
{
    /// <summary>Adds or replaces by fingerprint; a private key already there stays when the new entry has none.</summary>
    Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel);

    /// <summary>All entries of a tenant without private key material, ordered by address, then by <see cref="StoredKey.NotAfter"/>.</summary>
    Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel);

    /// <summary>Entries whose addresses contain <paramref name="address"/> (compared lower case), without private key material.</summary>
    Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel);

    /// <summary>Trust anchors, intermediate certificates and revocation lists of a tenant.</summary>
    Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel);

    /// <summary>The private key as PKCS#8 DER, of OpenPGP its unprotected secret key packets; null if the store has none. The caller zeroes the array after use.</summary>
    Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel);
}

/// <summary>What an entry of the key store is for.</summary>
public enum KeyRole { EndEntity, Anchor, Intermediate }

/// <summary>A certificate or an OpenPGP key, or what is said about some; with its private key when it is about to be stored.</summary>
/// <param name="Fingerprint">SHA-256 of the DER certificate, or the fingerprint of an OpenPGP key, lower-case hex; the entry's identity.</param>
/// <param name="Kind">See <see cref="KeyKinds"/>.</param>
/// <param name="Addresses">Lower case, from the subjectAltName's rfc822Name entries and the subject's emailAddress.</param>
/// <param name="Certificate">DER; of an OpenPGP key its packets.</param>
/// <param name="HasPrivateKey">True if the store holds the private key.</param>
/// <param name="PrivateKey">PKCS#8 DER, or unprotected secret key packets; only on the way in.</param>
public sealed record StoredKey(
    string Fingerprint, string Kind, KeyRole Role, IReadOnlyList<string> Addresses, string SubjectName,
    DateTimeOffset NotBefore, DateTimeOffset NotAfter, byte[] Certificate, bool HasPrivateKey, byte[]? PrivateKey = null);
