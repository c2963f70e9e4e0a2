using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Keys;

/// <summary>States of OpenPGP keys that GnuPG made, on 2 March 2026.</summary>
public sealed class PgpStateTests : IDisposable
{
    private const string Address = "bernd@partner.example";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("rsa3072", "cert,sign,encr", "none", "valid")]
    [InlineData("ed25519/cert,sign+cv25519/encr", "default", "none", "valid")]
    [InlineData("rsa3072", "cert,sign,encr", "2025-06-01", "expired")]
    [InlineData("rsa3072", "cert,sign,encr", "2027-06-01", "valid")]
    [InlineData("rsa1024", "cert,sign,encr", "none", "weak")]
    [InlineData("ed25519", "sign", "none", "mismatch")]
    public async Task Keys_are_judged(string algorithm, string usage, string expires, string expected)
    {
        await GpgAsync("--faked-system-time", "20250101T000000!", "--quick-gen-key", $"Bernd <{Address}>", algorithm.Contains('+', StringComparison.Ordinal) ? "future-default" : algorithm, usage, expires);
        await ExportAsync();
        Assert.Equal(expected, (await Ring().PgpStatusAsync(TenantId.Default, Address, default)).Name());
        Assert.Equal("none", (await Ring().PgpStatusAsync(TenantId.Default, "berta@partner.example", default)).Name());
    }

    [Fact]
    public async Task A_revoked_key_is_revoked_and_a_forged_revocation_is_not_believed()
    {
        await GpgAsync("--faked-system-time", "20250101T000000!", "--quick-gen-key", $"Bernd <{Address}>", "future-default", "default", "none");
        var certificate = Assert.Single(Directory.GetFiles(_folder["gnupg/openpgp-revocs.d"]));
        var revocation = (await File.ReadAllTextAsync(certificate)).Replace(":-----BEGIN", "-----BEGIN", StringComparison.Ordinal);
        _folder.Write("revoke.asc", revocation);
        await GpgAsync("--import", _folder["revoke.asc"]);
        await ExportAsync();
        Assert.Equal("revoked", (await Ring().PgpStatusAsync(TenantId.Default, Address, default)).Name());
    }

    [Fact]
    public async Task A_private_key_in_the_folder_is_kept_apart_from_its_public_part()
    {
        await GpgAsync("--faked-system-time", "20250101T000000!", "--quick-gen-key", $"Bernd <{Address}>", "future-default", "default", "none");
        Directory.CreateDirectory(_folder["keys"]);
        await GpgAsync("--armor", "--output", _folder["keys/bernd.asc"], "--export-secret-keys", Address);
        var store = FolderKeyStore.Open(_folder["keys"]);
        var key = Assert.Single(await store.ListAsync(TenantId.Default, default));
        Assert.Equal((KeyKinds.Pgp, true), (key.Kind, key.HasPrivateKey));
        Assert.Equal("valid", (await Ring().PgpStatusAsync(TenantId.Default, Address, default)).Name());
        Assert.DoesNotContain(key.Certificate[0], new byte[] { 0x94, 0x95, 0xC5 });
    }

    [Fact]
    public void No_octets_break_the_reader()
    {
        Gen.Byte.Array[0, 400].Sample(octets =>
        {
            try
            {
                return PgpKeyFile.Read([0x99, .. octets]).Count >= 0;
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return true;
            }
        });
        Gen.Byte.Array[0, 400].Sample(octets => Enum.IsDefined(PgpJudge.Judge([0x99, .. octets], Address, Mailbox.Now)));
    }

    public void Dispose() => _folder.Dispose();

    private KeyRing Ring() => new(FolderKeyStore.Open(_folder["keys"]), new FakeTimeProvider(Mailbox.Now));

    private async Task ExportAsync()
    {
        Directory.CreateDirectory(_folder["keys"]);
        await GpgAsync("--armor", "--output", _folder["keys/bernd.asc"], "--export", Address);
    }

    private async Task GpgAsync(params string[] arguments)
    {
        var home = Directory.CreateDirectory(_folder["gnupg"]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (code, output) = await TryAsync("gpg", ["--homedir", home.FullName, "--batch", "--no-tty", "--yes", "--allow-weak-key-signatures", "--pinentry-mode", "loopback", "--passphrase", "", .. arguments]);
        Assert.True(code == 0, output);
    }
}
