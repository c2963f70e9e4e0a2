using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Protection.Keys;

namespace Chancery.Engine.Decide;

/// <summary>What keys a recipient has, and whether the sender has one to sign with.</summary>
public sealed class KeyFactSource(TenantId tenant, string sender, KeyRing keys) : IFactSource
{
    /// <summary>The one source that realisation asks; it is waited for by <c>realise.wait</c>.</summary>
    public const string Keys = "keys";

    public string Name => Keys;

    public static FactKey ToEncrypt(string recipient) => new("recipient.keys.smime", recipient);

    public static FactKey ToSign { get; } = new("sender.keys.smime");

    public static FactKey ToEncryptByPgp(string recipient) => new("recipient.keys.pgp", recipient);

    public static FactKey ToSignByPgp { get; } = new("sender.keys.pgp");

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => FactAnswer.Of(key switch
    {
        { Name: "recipient.keys.smime", Subject: { } address } => Fact.Of((await keys.ForEncryptionAsync(tenant, address, cancel)).Status.Name()),
        { Name: "recipient.keys.pgp", Subject: { } address } => Fact.Of((await keys.PgpStatusAsync(tenant, address, cancel)).Name()),
        { Name: "sender.keys.smime" } => Fact.Of(await SigningStateAsync(cancel)),
        { Name: "sender.keys.pgp" } => Fact.Of(await PgpSigningStateAsync(cancel)),
        _ => null,
    });

    /// <summary>Valid is only what can be had: the private key is fetched, as for signing.</summary>
    private async Task<string> SigningStateAsync(CancellationToken cancel)
    {
        using var identity = await keys.ForSigningAsync(tenant, sender, cancel);
        if (identity is not null)
            return KeyStatus.Valid.Name();
        var status = await keys.SigningStatusAsync(tenant, sender, cancel);
        return (status == KeyStatus.Valid ? KeyStatus.None : status).Name();
    }

    private async Task<string> PgpSigningStateAsync(CancellationToken cancel)
    {
        using var signer = await keys.Pgp.ForSigningAsync(tenant, sender, cancel);
        if (signer is not null)
            return KeyStatus.Valid.Name();
        var status = await keys.Pgp.SigningStatusAsync(tenant, sender, cancel);
        return (status == KeyStatus.Valid ? KeyStatus.None : status).Name();
    }
}
