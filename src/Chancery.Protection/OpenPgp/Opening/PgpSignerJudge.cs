using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>Judges a signature over a document: whose it is, whether the key was good for it, and whether the signer is From.</summary>
/// <param name="from">The From addresses of the message, lower case.</param>
internal sealed class PgpSignerJudge(IKeyStore store, TenantId tenant, IReadOnlyList<string> from, DateTimeOffset now)
{
    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private IReadOnlyList<StoredKey>? _all;

    public async Task<IReadOnlyList<SignerFinding>> JudgeAsync(SignatureSet signatures, CancellationToken cancel)
    {
        var found = new List<SignerFinding>();
        foreach (var (signature, hash) in signatures.Entries)
            found.Add(await JudgeAsync(signature, hash is null ? null : signature.Digest(hash), cancel));
        for (var i = 0; i < signatures.Unreadable; i++)
            found.Add(Finding(Said.Unsure("a signature that cannot be read, or of a version that is not supported")));
        return found;
    }

    private async Task<SignerFinding> JudgeAsync(PgpSignature signature, byte[]? digest, CancellationToken cancel)
    {
        if (PgpHashes.WeaknessOf(signature.Hash) is { } weak)
            return Finding(Said.Bad(SignatureState.Weak, $"weak: {weak}")) with { Weakness = weak };
        if (digest is null)
            return Finding(Said.Unsure($"a hash that is not supported ({signature.Hash})"));
        if (signature.Type is not (SignatureType.Binary or SignatureType.Text))
            return Finding(Said.Bad(SignatureState.Mismatch, "a signature that is not over a document"));
        if (await FindAsync(signature, cancel) is not var (stored, view, key))
            return signature.Left.AsSpan().SequenceEqual(digest.AsSpan(0, 2))
                ? Finding(Said.Unsure("the signer's key is not there"))
                : Finding(Said.Bad(SignatureState.Changed, Changed)) with { IsBroken = true };
        var addresses = view.Addresses.OrderByDescending(from.Contains).ToList();
        var said = await JudgeAsync(signature, digest, stored, view, key, cancel);
        return new SignerFinding(said.Verdict, said.Reason, addresses, from is [var only] && addresses.Contains(only), null, signature.Said.Created)
        {
            State = said.State,
            IsBroken = said.Reason is Changed or Damaged,
            Weakness = key.Weakness,
        };
    }

    private const string Changed = "the content was changed after it was signed";
    private const string Damaged = "the signature is damaged";

    private async Task<Said> JudgeAsync(PgpSignature signature, byte[] digest, StoredKey stored, CertificateView view, PgpPublicKey key, CancellationToken cancel)
    {
        if (key.Weakness is { } weak)
            return Said.Bad(SignatureState.Weak, $"weak: {weak}");
        if (!key.IsSupported)
            return Said.Unsure("a key of an algorithm that is not supported");
        if (!SignatureMaths.Verifies(signature, key, digest))
            return signature.Left.AsSpan().SequenceEqual(digest.AsSpan(0, 2)) ? Said.Bad(SignatureState.Unreadable, Damaged) : Said.Bad(SignatureState.Changed, Changed);
        if (signature.Said.IsBeyond)
            return Said.Unsure("the signature says something that must be understood and is not");
        if (signature.Said.Created is not { } made || made < key.Created)
            return Said.Bad(SignatureState.NotYetValid, "the signature is older than its key");
        if (made > now + Tolerance)
            return Said.Bad(SignatureState.NotYetValid, "the signature is of the future");
        if (signature.Said.SignatureSeconds > 0 && made.AddSeconds(signature.Said.SignatureSeconds) <= now)
            return Said.Bad(SignatureState.Expired, "the signature has expired");
        if (KeyRevocation.In(await store.FindAsync(tenant, stored.Addresses.Count > 0 ? stored.Addresses[0] : "", cancel)).Contains(stored.Fingerprint))
            return Said.Bad(SignatureState.Revoked, "the key is revoked");
        if (view.Addresses.Count == 0)
            return Said.Bad(SignatureState.Mismatch, "the key names no mail address it stands by");
        var status = view.StatusFor(null, now);
        return status != KeyStatus.Valid ? Of(status, view, made)
            : view.KeysFor(PgpUse.Sign, now).FirstOrDefault(entry => entry.Key == key) is { Key: not null } entry ? Of(entry.Status, view, made)
            : Said.Bad(SignatureState.Mismatch, "the key is not made for signing");
    }

    private static Said Of(KeyStatus status, CertificateView view, DateTimeOffset made) => status switch
    {
        KeyStatus.Valid => new Said(Verdict.Valid, SignatureState.Valid, ""),
        KeyStatus.Expired => Said.Bad(SignatureState.Expired, view.StatusFor(null, made) == KeyStatus.Valid ? "the key has expired since this was signed" : "the key had expired when this was signed"),
        KeyStatus.NotYetValid => Said.Bad(SignatureState.NotYetValid, "the key is not yet valid"),
        KeyStatus.Revoked => Said.Bad(SignatureState.Revoked, "the key is revoked"),
        KeyStatus.Weak => Said.Bad(SignatureState.Weak, "weak: the key"),
        KeyStatus.Mismatch => Said.Bad(SignatureState.Mismatch, "the key is not made for signing"),
        _ => Said.Unsure("the key cannot be judged"),
    };

    /// <summary>Among the keys of From first, then among all.</summary>
    private async Task<(StoredKey Stored, CertificateView View, PgpPublicKey Key)?> FindAsync(PgpSignature signature, CancellationToken cancel)
    {
        foreach (var address in from)
        {
            if (Find(signature, await store.FindAsync(tenant, address, cancel)) is { } found)
                return found;
        }

        return Find(signature, _all ??= await store.ListAsync(tenant, cancel));
    }

    private static (StoredKey Stored, CertificateView View, PgpPublicKey Key)? Find(PgpSignature signature, IReadOnlyList<StoredKey> keys)
    {
        foreach (var stored in keys.Where(key => key.Kind == KeyKinds.Pgp))
        {
            if (CertificateCache.Of(stored.Certificate) is { } view && view.Certificate.Keys.FirstOrDefault(signature.IsBy) is { } key)
                return (stored, view, key);
        }

        return null;
    }

    private static SignerFinding Finding(Said said) => new(said.Verdict, said.Reason, [], false, null, null) { State = said.State };

    private sealed record Said(Verdict Verdict, SignatureState State, string Reason)
    {
        public static Said Bad(SignatureState state, string reason) => new(Verdict.Invalid, state, reason);

        public static Said Unsure(string reason) => new(Verdict.Unknown, SignatureState.Unknown, reason);
    }
}
