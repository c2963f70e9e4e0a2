using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Decide;

/// <summary>What keys a recipient has, and whether the sender has one to sign with.</summary>
public sealed class KeyFactSource(TenantId tenant, string sender, KeyRing keys) : IFactSource
{
    public async ValueTask<Fact?> FetchAsync(FactKey key, CancellationToken cancel) => key switch
    {
        { Name: "recipient.keys.smime", Subject: { } address } => Fact.Of((await keys.ForEncryptionAsync(tenant, address, cancel)).Status.Name()),
        { Name: "recipient.keys.pgp" } => Fact.Of("none"),
        { Name: "sender.keys.smime" } => Fact.Of(await CanSignAsync(cancel) ? "valid" : "none"),
        _ => null,
    };

    private async Task<bool> CanSignAsync(CancellationToken cancel)
    {
        using var identity = await keys.ForSigningAsync(tenant, sender, cancel);
        return identity is not null;
    }
}
