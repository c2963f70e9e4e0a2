using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.OpenPgp;

/// <summary>Keys with and without passwords, of people and of domains.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly Gnupg _gpg = new();

    [Theory]
    [InlineData("future-default", "default")]
    [InlineData("rsa3072", "cert,sign,encr")]
    public async Task A_protected_key_opens_by_its_password_only(string algorithm, string usage)
    {
        await _gpg.RunAsync("--passphrase", "geheim", "--faked-system-time", "20250101T000000!", "--quick-gen-key", $"<{Letter.Anna}>", algorithm, usage, "none");
        await _gpg.RunAsync("--passphrase", "geheim", "--armor", "--output", _gpg["anna.asc"], "--export-secret-keys", Letter.Anna);
        var file = await File.ReadAllBytesAsync(_gpg["anna.asc"]);
        Assert.Contains("give its password", Assert.Throws<KeyImportException>(() => new KeyImport().Add(file, "anna.asc", null)).Message, StringComparison.Ordinal);
        Assert.Contains("password of the private key is wrong", Assert.Throws<KeyImportException>(() => new KeyImport().Add(file, "anna.asc", "falsch")).Message, StringComparison.Ordinal);
        var import = new KeyImport();
        import.Add(file, "anna.asc", "geheim");
        var store = new MemoryKeys();
        await store.AddAsync(TenantId.Default, Assert.Single(import.Join(false, []).Keys), default);
        Assert.NotNull(await Ring(store).ForSigningAsync(TenantId.Default, Letter.Anna, default));
    }

    [Fact]
    public async Task The_key_of_a_domain_stands_for_who_has_none_and_not_for_who_was_revoked()
    {
        var store = new MemoryKeys();
        await store.AddAsync(TenantId.Default, PgpKeyMaker.Make("Gateway <gateway@partner.example>", Mailbox.Now.AddDays(-1)) with { Addresses = ["@partner.example"] }, default);
        var (status, recipient) = await Ring(store).ForEncryptionAsync(TenantId.Default, Letter.Bernd, default);
        Assert.Equal((KeyStatus.Valid, true), (status, recipient is not null));
        Assert.Equal(KeyStatus.None, (await Ring(store).ForEncryptionAsync(TenantId.Default, "x@other.example", default)).Status);
        Assert.NotNull(await Ring(store).ForSigningAsync(TenantId.Default, "@partner.example", default));

        var own = PgpKeyMaker.Make($"<{Letter.Bernd}>", Mailbox.Now.AddDays(-1));
        await store.AddAsync(TenantId.Default, own, default);
        await store.AddAsync(TenantId.Default, KeyRevocation.EntryFor(own, "lost", Mailbox.Now), default);
        Assert.Equal(KeyStatus.Revoked, (await Ring(store).ForEncryptionAsync(TenantId.Default, Letter.Bernd, default)).Status);
    }

    [Fact]
    public async Task Among_several_keys_the_newest_that_is_good_is_taken()
    {
        var store = new MemoryKeys();
        var (older, newer) = (PgpKeyMaker.Make($"<{Letter.Bernd}>", Mailbox.Now.AddDays(-9)), PgpKeyMaker.Make($"<{Letter.Bernd}>", Mailbox.Now.AddDays(-1)));
        await store.AddAsync(TenantId.Default, newer, default);
        await store.AddAsync(TenantId.Default, older, default);
        await store.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{Letter.Bernd}>", Mailbox.Now.AddDays(9)), default);
        var recipient = (await Ring(store).ForEncryptionAsync(TenantId.Default, Letter.Bernd, default)).Recipient!;
        Assert.Contains(recipient.Fingerprint, CertificateCache.Of(newer.Certificate)!.Certificate.Keys.Select(key => Convert.ToHexStringLower(key.Fingerprint)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_key_that_somebody_changed_says_nothing(int version)
    {
        var key = PgpKeyMaker.Make($"<{Letter.Bernd}>", Mailbox.Now.AddDays(-1), version);
        Assert.Equal(KeyStatus.Valid, PgpJudge.Judge(key.Certificate, Letter.Bernd, Mailbox.Now));
        for (var at = 0; at < key.Certificate.Length; at += 7)
        {
            var changed = (byte[])key.Certificate.Clone();
            changed[at] ^= 1;
            Assert.True(PgpJudge.Judge(changed, Letter.Bernd, Mailbox.Now) != KeyStatus.Valid || SaysTheSame(changed, key.Certificate), $"octet {at}");
        }
    }

    /// <summary>Issuers of signatures stand where nothing is signed.</summary>
    private static bool SaysTheSame(byte[] changed, byte[] original) =>
        CertificateCache.Of(changed)!.Certificate.Keys.Select(key => Convert.ToHexString(key.Fingerprint)).SequenceEqual(CertificateCache.Of(original)!.Certificate.Keys.Select(key => Convert.ToHexString(key.Fingerprint)));

    public void Dispose() => _gpg.Dispose();

    private static PgpKeyRing Ring(IKeyStore store) => new(store, new FakeTimeProvider(Mailbox.Now));
}
