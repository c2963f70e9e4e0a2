using Chancery.Engine.Protect;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Decide;

/// <summary>What keys a recipient has, and whether there is one to sign with for the sender.</summary>
/// <param name="signers">By which names to look for the key: the sender's own, or that of a department or the gateway.</param>
public sealed class KeyFactSource(TenantId tenant, Func<string?, CancellationToken, Task<IReadOnlyList<string>>> signers, KeyRing keys) : IFactSource
{
    /// <summary>The one source that realisation asks; it is waited for by <c>realise.wait</c>.</summary>
    public const string Keys = "keys";

    public string Name => Keys;

    public static FactKey ToEncrypt(string recipient) => new("recipient.keys.smime", recipient);

    public static FactKey ToSign { get; } = new("sender.keys.smime");

    public static FactKey ToEncryptByPgp(string recipient) => new("recipient.keys.pgp", recipient);

    public static FactKey ToSignByPgp { get; } = new("sender.keys.pgp");

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        try
        {
            return FactAnswer.Of(await FindAsync(key, cancel));
        }
        catch (KeyUnavailableException down)
        {
            return new FactAnswer.Unavailable(down.Message);
        }
    }

    private async Task<Fact?> FindAsync(FactKey key, CancellationToken cancel) => key switch
    {
        { Name: "recipient.keys.smime", Subject: { } address } => Fact.Of((await keys.ForEncryptionAsync(tenant, address, cancel)).Status.Name()),
        { Name: "recipient.keys.pgp", Subject: { } address } => Fact.Of((await keys.PgpStatusAsync(tenant, address, cancel)).Name()),
        { Name: "sender.keys.smime" } => Fact.Of(await SigningStateAsync(key.Argument, cancel)),
        { Name: "sender.keys.pgp" } => Fact.Of(await PgpSigningStateAsync(key.Argument, cancel)),
        _ => null,
    };

    /// <summary>Valid is only what can be had: the private key is fetched, as for signing.</summary>
    private async Task<string> SigningStateAsync(string? whose, CancellationToken cancel)
    {
        var best = KeyStatus.None;
        foreach (var name in await signers(whose, cancel))
        {
            using var identity = await keys.ForSigningAsync(tenant, name, cancel);
            if (identity is not null)
                return KeyStatus.Valid.Name();
            if (await keys.SigningStatusAsync(tenant, name, cancel) is not KeyStatus.Valid and var status && status < best)
                best = status;
        }

        return best.Name();
    }

    private async Task<string> PgpSigningStateAsync(string? whose, CancellationToken cancel)
    {
        var best = KeyStatus.None;
        foreach (var name in await signers(whose, cancel))
        {
            using var signer = await keys.Pgp.ForSigningAsync(tenant, name, cancel);
            if (signer is not null)
                return KeyStatus.Valid.Name();
            if (await keys.Pgp.SigningStatusAsync(tenant, name, cancel) is not KeyStatus.Valid and var status && status < best)
                best = status;
        }

        return best.Name();
    }
}
