using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>What every key store must do.</summary>
public abstract class KeyStoreCompliance : IAsyncLifetime
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("PKCS8 of anna");

    protected IStoreFixture Store { get; private set; } = null!;

    private IKeyStore Keys => Store.Keys;

    protected abstract Task<IStoreFixture> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_entry_survives_a_restart_and_its_private_key_leaves_only_when_asked_for()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "anna@example.org") with { PrivateKey = Secret }, default);

        await Store.ReopenAsync();

        var key = Assert.Single(await Keys.ListAsync(TenantId.Default, default));
        Assert.Equivalent(Key("f1", "anna@example.org") with { HasPrivateKey = true }, key, strict: true);
        Assert.Equal(Secret, await Keys.PrivateKeyAsync(TenantId.Default, "f1", default));
        Assert.Null(await Keys.PrivateKeyAsync(TenantId.Default, "f2", default));
    }

    [Fact]
    public async Task Keys_are_found_by_each_of_their_addresses_without_regard_to_case()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "anna@example.org", "a.boss@example.org"), default);

        Assert.Single(await Keys.FindAsync(TenantId.Default, "ANNA@example.org", default));
        Assert.Single(await Keys.FindAsync(TenantId.Default, "a.boss@example.org", default));
        Assert.Empty(await Keys.FindAsync(TenantId.Default, "boss@example.org", default));
        Assert.Empty(await Keys.FindAsync(TenantId.Default, "%@example.org", default));
    }

    [Fact]
    public async Task A_certificate_imported_again_keeps_the_private_key_it_had()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "anna@example.org") with { PrivateKey = Secret }, default);
        await Keys.AddAsync(TenantId.Default, Key("f1", "boss@example.org"), default);

        Assert.True(Assert.Single(await Keys.FindAsync(TenantId.Default, "boss@example.org", default)).HasPrivateKey);
        Assert.Empty(await Keys.FindAsync(TenantId.Default, "anna@example.org", default));
        Assert.Equal(Secret, await Keys.PrivateKeyAsync(TenantId.Default, "f1", default));
    }

    [Fact]
    public async Task Entries_are_listed_by_address_then_by_their_end()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "b@example.org"), default);
        await Keys.AddAsync(TenantId.Default, Key("f2", "a@example.org") with { NotAfter = Mails.Start.AddDays(9) }, default);
        await Keys.AddAsync(TenantId.Default, Key("f3", "a@example.org") with { NotAfter = Mails.Start.AddDays(8) }, default);

        Assert.Equal(["f3", "f2", "f1"], (await Keys.ListAsync(TenantId.Default, default)).Select(key => key.Fingerprint));
    }

    [Fact]
    public async Task Authorities_are_anchors_and_intermediates()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "anna@example.org"), default);
        await Keys.AddAsync(TenantId.Default, Key("f2") with { Role = KeyRole.Anchor }, default);
        await Keys.AddAsync(TenantId.Default, Key("f3") with { Role = KeyRole.Intermediate }, default);

        Assert.Equal(["f2", "f3"], (await Keys.AuthoritiesAsync(TenantId.Default, default)).Select(key => key.Fingerprint));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        await Keys.AddAsync(TenantId.Default, Key("f1", "anna@example.org") with { PrivateKey = Secret }, default);

        Assert.Empty(await Keys.ListAsync(Mails.Other, default));
        Assert.Empty(await Keys.FindAsync(Mails.Other, "anna@example.org", default));
        Assert.Null(await Keys.PrivateKeyAsync(Mails.Other, "f1", default));
    }

    private static StoredKey Key(string fingerprint, params string[] addresses) => new(
        fingerprint, "smime", KeyRole.EndEntity, addresses, $"CN={fingerprint}", Mails.Start, Mails.Start.AddDays(365), [1, 2, 3], false);
}
