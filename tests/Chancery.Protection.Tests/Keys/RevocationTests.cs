using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Keys;

/// <summary>Certificates taken back: by the list of their authority, and by our own word.</summary>
public sealed class RevocationTests : IDisposable
{
    private const string Address = "bernd@partner.example";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_certificate_on_its_authoritys_list_is_revoked()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address);
        await authority.IssueAsync("berta", "berta@partner.example");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem", "berta.pem");
        Assert.Equal("valid", await StatusAsync(mailbox, Address));

        await authority.RevokeAsync("bernd");
        mailbox.Keep(authority.Certificate, "ca.crl");

        Assert.Equal("revoked", await StatusAsync(mailbox, Address));
        Assert.Equal("valid", await StatusAsync(mailbox, "berta@partner.example"));
    }

    [Fact]
    public async Task A_list_that_a_namesake_of_the_authority_signed_says_nothing()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address);
        using var elsewhere = new TempFolder();
        var namesake = await Authority.CreateAsync(elsewhere);
        await namesake.IssueAsync("other", Address);
        File.Copy(_folder["bernd.pem"], elsewhere["bernd.pem"]);
        await namesake.RevokeAsync("bernd");
        File.Copy(elsewhere["ca.crl"], _folder["ca.crl"]);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem", "ca.crl");

        Assert.Equal("valid", await StatusAsync(mailbox, Address));
    }

    [Fact]
    public async Task A_certificate_below_an_authority_that_is_revoked_is_revoked()
    {
        var authority = await Authority.CreateAsync(_folder);
        var below = await authority.IntermediateAsync("below");
        await below.IssueAsync("bernd", Address);
        await authority.RevokeAsync("below");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem", "below.pem", "ca.crl");

        Assert.Equal("revoked", await StatusAsync(mailbox, Address));
    }

    [Fact]
    public async Task A_list_is_told_by_its_content_and_an_older_one_does_not_replace_it()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address);
        await authority.RevokeAsync("bernd");
        var import = new KeyImport();
        import.Add(await File.ReadAllBytesAsync(authority.Certificate), "ca.pem", null);
        import.Add(await File.ReadAllBytesAsync(_folder["ca.crl"]), "whatever.txt", null);
        var list = Assert.Single(import.Join(asAnchor: true, []).Keys, key => key.Kind == KeyKinds.Crl);
        Assert.Empty(import.Join(asAnchor: true, [list]).Warnings);

        var late = import.Join(asAnchor: true, [list with { NotBefore = list.NotBefore.AddDays(1) }]);
        Assert.DoesNotContain(late.Keys, key => key.Kind == KeyKinds.Crl);
        Assert.Contains(late.Warnings, warning => warning.Contains("newer", StringComparison.Ordinal));

        await OpensslAsync("crl", "-in", _folder["ca.crl"], "-outform", "DER", "-out", _folder["ca.der"]);
        var binary = new KeyImport();
        binary.Add(await File.ReadAllBytesAsync(_folder["ca.der"]), "ca.der", null);
        Assert.Single(binary.Join(asAnchor: false, []).Keys, key => key.Kind == KeyKinds.Crl);
    }

    [Fact]
    public async Task Our_own_word_goes_before_what_the_certificate_says()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem");
        var store = new WithRevocations(FolderKeyStore.Open(_folder["keys"]));
        var ring = new KeyRing(store, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Mailbox.Now));
        Assert.Equal(KeyStatus.Valid, (await ring.ForEncryptionAsync(TenantId.Default, Address, default)).Status);

        var key = Assert.Single(await store.FindAsync(TenantId.Default, Address, default));
        store.Added.Add(KeyRevocation.EntryFor(key, "has left", Mailbox.Now));

        var judged = await ring.ForEncryptionAsync(TenantId.Default, Address, default);
        Assert.Equal((KeyStatus.Revoked, null), (judged.Status, judged.Certificate));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> StatusAsync(Mailbox mailbox, string address) =>
        (await mailbox.Ring().ForEncryptionAsync(TenantId.Default, address, default)).Status.Name();

    private sealed class WithRevocations(IKeyStore keys) : IKeyStore
    {
        public List<StoredKey> Added { get; } = [];

        public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => throw new NotSupportedException();

        public async Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => [.. await keys.ListAsync(tenant, cancel), .. Added];

        public async Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) =>
            [.. await keys.FindAsync(tenant, address, cancel), .. Added.Where(key => key.Addresses.Contains(address))];

        public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) => keys.AuthoritiesAsync(tenant, cancel);

        public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) => keys.PrivateKeyAsync(tenant, fingerprint, cancel);
    }
}
