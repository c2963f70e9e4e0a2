using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Decide;

/// <summary>What keys a recipient has: <c>recipient.keys.smime</c> and <c>recipient.keys.pgp</c>.</summary>
public sealed class KeyFactSource(TenantId tenant, KeyRing keys) : IFactSource
{
    public async ValueTask<Fact?> FetchAsync(FactKey key, CancellationToken cancel) => key switch
    {
        { Name: "recipient.keys.smime", Subject: { } address } => Fact.Of((await keys.ForEncryptionAsync(tenant, address, cancel)).Status.Name()),
        { Name: "recipient.keys.pgp" } => Fact.Of("none"),
        _ => null,
    };
}
