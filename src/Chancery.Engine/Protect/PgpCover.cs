using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Opening;

namespace Chancery.Engine.Protect;

/// <summary>What OpenPGP does to a copy: signer and recipients are looked up once, then it writes and is checked.</summary>
internal sealed record PgpCover(PgpSigner? Signer, IReadOnlyList<PgpRecipient> Recipients, PgpProfile Profile) : IDisposable
{
    public bool IsNone => Signer is null && Recipients.Count == 0;

    /// <returns>Also the plan: without its signature where that may be and there is no key.</returns>
    /// <exception cref="GroupHeldException">A required signature has no key.</exception>
    /// <exception cref="MethodFailedException">A recipient's key is gone, or keys cannot be looked up.</exception>
    public static async Task<(PgpCover Cover, Plan Plan)> ForAsync(OpenedMessage opened, GroupDecision group, IReadOnlyList<string> signers, KeyRing keys, CancellationToken cancel)
    {
        var (plan, signer) = await SignerAsync(opened, group.Plan, signers, keys, cancel);
        try
        {
            var recipients = await RecipientsAsync(opened, group, keys, cancel);
            return (new PgpCover(signer, recipients, PgpProfile.Of(plan.Terms)), plan);
        }
        catch
        {
            signer?.Dispose();
            throw;
        }
    }

    /// <summary>Null if the copy is what was decided.</summary>
    public string? Fault(Stream copy, CancellationToken cancel) => PgpOutgoingCheck.Of(copy, Recipients, Signer, Profile, cancel);

    public void Dispose() => Signer?.Dispose();

    /// <summary>What the sender signed stays as it is (R12). Without a key a required signature holds, a preferred one is left away (R34).</summary>
    private static async Task<(Plan Plan, PgpSigner? Signer)> SignerAsync(OpenedMessage opened, Plan plan, IReadOnlyList<string> signers, KeyRing keys, CancellationToken cancel)
    {
        if (plan.Sign != Signature.Pgp || opened.Mail.Crypto.Signed is not null || opened.Mail.Crypto.Encrypted is not null)
            return (plan, null);
        foreach (var name in signers)
        {
            if (await Protector.TwiceAsync(KeyFactSource.ToSignByPgp, () => keys.Pgp.ForSigningAsync(opened.Message.Tenant, name, cancel), cancel) is { } signer)
                return (plan, signer);
        }

        var whose = plan.SignKey is { } key ? $"the {key} of {Sender.Of(opened)}" : Sender.Of(opened);
        return plan.SignRequired
            ? throw new GroupHeldException($"no OpenPGP signing key for {whose}", isFault: false)
            : (plan.WithoutSignature($"no OpenPGP signing key for the {(plan.SignKey is { } of ? $"{of} of the sender" : "sender")}"), null);
    }

    /// <summary>Keys of exactly this group's recipients; none where nothing is to be encrypted or it is so already (R12).</summary>
    private static async Task<IReadOnlyList<PgpRecipient>> RecipientsAsync(OpenedMessage opened, GroupDecision group, KeyRing keys, CancellationToken cancel)
    {
        var found = new List<PgpRecipient>();
        if (group.Plan.Protection != Method.Pgp || opened.Mail.Crypto.Encrypted is not null)
            return found;
        foreach (var recipient in group.To)
        {
            var (_, key) = await Protector.TwiceAsync(
                KeyFactSource.ToEncryptByPgp(recipient), () => keys.Pgp.ForEncryptionAsync(opened.Message.Tenant, recipient, cancel), cancel);
            found.Add(key ?? throw new MethodFailedException($"the OpenPGP key of {recipient} is no longer there"));
        }

        // The gateway of a domain may stand for several.
        return [.. found.DistinctBy(key => key.Fingerprint)];
    }
}
