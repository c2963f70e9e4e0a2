using System.Security.Cryptography;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>What a key is used for: a bit of its key flags (RFC 9580 section 5.2.3.29).</summary>
[Flags]
internal enum PgpUse
{
    Sign = 0x02,
    Encrypt = 0x04 | 0x08,
}

/// <summary>
/// A certificate whose own signatures were verified, once and for all times: what its owner says of names, times, uses and
/// revocations. What is true at a moment is asked of it.
/// </summary>
internal sealed class CertificateView
{
    /// <summary>Until then SHA-1 could not be forged for signatures over keys, whose octets nobody else chooses freely.</summary>
    private static readonly DateTimeOffset Sha1Until = new(2023, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PgpPublicKey _primary;
    private readonly List<PgpSignature> _direct;
    private readonly List<(string Address, string Text, List<PgpSignature> Own)> _names;
    private readonly List<(PgpPublicKey Key, List<PgpSignature> Bindings, List<PgpSignature> Revocations)> _subkeys;

    public CertificateView(PgpCertificate certificate)
    {
        Certificate = certificate;
        _primary = certificate.Primary.Key!;
        var own = certificate.Primary.Signatures.Where(signature => IsGood(signature) && signature.Verifies(_primary, _primary.Hashed)).ToList();
        Revocations = [.. own.Where(signature => signature.Type == SignatureType.KeyRevocation)];
        _direct = [.. own.Where(signature => signature.Type == SignatureType.DirectKey)];
        _names = [.. certificate.Names.Select(name => (AddressIn(name.Text) ?? "", name.Text, OwnOf(name)))];
        _subkeys = [.. certificate.Subkeys.Select(SubkeyOf)];
    }

    public PgpCertificate Certificate { get; }

    public IReadOnlyList<PgpSignature> Revocations { get; }

    /// <summary>Addresses it names and stands by, lower case.</summary>
    public IReadOnlyList<string> Addresses => [.. _names.Where(name => name.Address.Length > 0 && Stands(name.Own)).Select(name => name.Address).Distinct()];

    /// <summary>The first name, for people.</summary>
    public string SubjectName => _names.Select(name => name.Text).FirstOrDefault() ?? "";

    /// <summary>What the primary key says of itself last; null before it says anything that can be verified.</summary>
    public PgpSignature? Speech(DateTimeOffset now) =>
        _direct.Concat(_names.SelectMany(name => name.Own).Where(IsCertification)).Where(signature => signature.Said.Created <= now && !IsOver(signature, now)).MaxBy(signature => signature.Said.Created);

    /// <summary>When the primary key ends by its own word; null: never.</summary>
    public DateTimeOffset? Ends(DateTimeOffset now) => EndOf(_primary, Speech(now));

    /// <summary>The state of the certificate for an address, whatever it is to be used for.</summary>
    public KeyStatus StatusFor(string? address, DateTimeOffset now)
    {
        if (Revocations.Count > 0)
            return KeyStatus.Revoked;
        if (address is not null && !Addresses.Contains(address.ToLowerInvariant()))
            return KeyStatus.Mismatch;
        if (now < _primary.Created)
            return KeyStatus.NotYetValid;
        if (Ends(now) <= now)
            return KeyStatus.Expired;
        if (_primary.Weakness is not null && _primary.Algorithm != PgpAlgorithm.Dsa)
            return KeyStatus.Weak;
        return Speech(now) is null ? KeyStatus.NotYetValid : KeyStatus.Valid;
    }

    /// <summary>Keys for a use, the best first: a subkey before the primary key, a newer one before an older one.</summary>
    public IReadOnlyList<(KeyStatus Status, PgpPublicKey Key)> KeysFor(PgpUse use, DateTimeOffset now)
    {
        var subkeys = _subkeys.Where(subkey => Can(subkey.Key, use)).OrderByDescending(subkey => subkey.Key.Created)
            .Select(subkey => (StatusOf(subkey, use, now), subkey.Key));
        var primary = Can(_primary, use) ? [(StatusOfPrimary(use, now), _primary)] : Array.Empty<(KeyStatus, PgpPublicKey)>();
        return [.. subkeys.Concat(primary).OrderBy(entry => entry.Item1)];
    }

    /// <summary><c>Name &lt;address&gt;</c> or the address alone, lower case; null without one.</summary>
    internal static string? AddressIn(string userId)
    {
        var (open, close) = (userId.LastIndexOf('<'), userId.LastIndexOf('>'));
        var text = (open >= 0 && close > open ? userId[(open + 1)..close] : userId).Trim();
        return text.Contains('@', StringComparison.Ordinal) && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? text.ToLowerInvariant() : null;
    }

    private static bool Can(PgpPublicKey key, PgpUse use) => use == PgpUse.Sign ? key.CanSign : key.CanEncrypt;

    private static bool IsCertification(PgpSignature signature) => signature.Type is >= SignatureType.FirstCertification and <= SignatureType.LastCertification;

    /// <summary>A revocation is believed by any hash: the error is on the safe side.</summary>
    private static bool IsGood(PgpSignature signature) =>
        !signature.Said.IsBeyond && signature.Said.Created is { } created
        && (PgpHashes.WeaknessOf(signature.Hash) is null || signature.Type is SignatureType.KeyRevocation or SignatureType.SubkeyRevocation or SignatureType.CertificationRevocation
            || (signature.Hash == PgpHashes.Sha1 && created < Sha1Until));

    private static bool Stands(List<PgpSignature> own)
    {
        var given = own.Where(IsCertification).MaxBy(signature => signature.Said.Created);
        return given is not null && !own.Any(signature => signature.Type == SignatureType.CertificationRevocation && signature.Said.Created >= given.Said.Created);
    }

    private static bool IsOver(PgpSignature signature, DateTimeOffset now) =>
        signature.Said.SignatureSeconds > 0 && signature.Said.Created!.Value.AddSeconds(signature.Said.SignatureSeconds) <= now;

    private static DateTimeOffset? EndOf(PgpPublicKey key, PgpSignature? speech) => speech?.Said.KeySeconds is > 0 and var seconds ? key.Created.AddSeconds(seconds) : null;

    private List<PgpSignature> OwnOf(Component name) =>
        [.. name.Signatures.Where(signature => (IsCertification(signature) || signature.Type == SignatureType.CertificationRevocation) && IsGood(signature)
            && signature.Verifies(_primary, _primary.Hashed, [0xB4, .. PacketWriting.Int((uint)name.Name.Length), .. name.Name]))];

    private (PgpPublicKey Key, List<PgpSignature> Bindings, List<PgpSignature> Revocations) SubkeyOf(Component subkey)
    {
        var key = subkey.Key!;
        var own = subkey.Signatures.Where(signature => IsGood(signature) && signature.Verifies(_primary, _primary.Hashed, key.Hashed)).ToList();
        return (key, [.. own.Where(signature => signature.Type == SignatureType.SubkeyBinding)], [.. own.Where(signature => signature.Type == SignatureType.SubkeyRevocation)]);
    }

    private KeyStatus StatusOfPrimary(PgpUse use, DateTimeOffset now)
    {
        var flags = Speech(now)?.Said.KeyFlags;
        if (!_primary.IsSupported)
            return _primary.Weakness is null ? KeyStatus.Unreadable : KeyStatus.Weak;
        return flags is { } said && (said & (int)use) == 0 ? KeyStatus.Mismatch : _primary.Weakness is not null ? KeyStatus.Weak : KeyStatus.Valid;
    }

    private KeyStatus StatusOf((PgpPublicKey Key, List<PgpSignature> Bindings, List<PgpSignature> Revocations) subkey, PgpUse use, DateTimeOffset now)
    {
        if (subkey.Revocations.Count > 0)
            return KeyStatus.Revoked;
        var binding = subkey.Bindings.Where(signature => signature.Said.Created <= now && !IsOver(signature, now)).MaxBy(signature => signature.Said.Created);
        if (binding is null)
            return subkey.Bindings.Count == 0 ? KeyStatus.Mismatch : KeyStatus.NotYetValid;
        if (binding.Said.KeyFlags is { } flags && (flags & (int)use) == 0)
            return KeyStatus.Mismatch;
        if (use == PgpUse.Sign && !IsBackSigned(subkey.Key, binding))
            return KeyStatus.Mismatch;
        if (now < subkey.Key.Created)
            return KeyStatus.NotYetValid;
        if (EndOf(subkey.Key, binding) <= now)
            return KeyStatus.Expired;
        return subkey.Key.Weakness is not null ? KeyStatus.Weak : subkey.Key.IsSupported ? KeyStatus.Valid : KeyStatus.Unreadable;
    }

    /// <summary>A subkey that signs must say itself that it belongs to the primary key, or anybody could take it for his own.</summary>
    private bool IsBackSigned(PgpPublicKey subkey, PgpSignature binding)
    {
        try
        {
            return binding.Said.Embedded is { } embedded && PgpSignature.Read(embedded) is { Type: SignatureType.PrimaryKeyBinding } back && IsGood(back)
                && back.Verifies(subkey, _primary.Hashed, subkey.Hashed);
        }
        catch (PgpException)
        {
            return false;
        }
    }
}
