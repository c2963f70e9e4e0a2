using System.Runtime.Versioning;
using Chancery.Policy;
using Chancery.Storage.Secrets;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Secrets;

/// <summary>The master key is made once, kept private, and never replaced under data it sealed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyTests : IAsyncLifetime
{
    private Embedded _embedded = null!;

    private string KeyFile => Path.Combine(_embedded.Options.SecretsFolder, "master.key");

    public async ValueTask InitializeAsync() => _embedded = await Embedded.OpenAsync();

    public ValueTask DisposeAsync() => _embedded.DisposeAsync();

    [Fact]
    public void Everything_in_the_data_folder_is_for_its_owner_only()
    {
        const UnixFileMode others = (UnixFileMode)0b111_111;
        var data = Path.GetDirectoryName(_embedded.Options.DatabasePath)!;
        foreach (var entry in Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories).Append(data))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & others);
        Assert.Equal(32, new FileInfo(KeyFile).Length);
    }

    [Fact]
    public async Task Derived_secrets_are_the_same_after_a_restart_and_differ_by_tenant_and_purpose()
    {
        var secrets = _embedded.Storage.Secrets;
        byte[][] derived =
        [
            secrets.Derive(null, "trace"), secrets.Derive(null, "other"), secrets.Derive(TenantId.Default, "trace"), secrets.Derive(Mails.Other, "trace"),
        ];
        Assert.Equal(4, derived.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(derived, secret => Assert.Equal(32, secret.Length));

        await _embedded.ReopenAsync();

        Assert.Equal(derived[2], _embedded.Storage.Secrets.Derive(TenantId.Default, "trace"));
    }

    [Fact]
    public async Task A_lost_key_is_an_error_and_no_new_one_is_made()
    {
        File.Delete(KeyFile);

        var error = await Assert.ThrowsAsync<SecretsException>(() => _embedded.OpenAnotherAsync());

        Assert.Contains("restore", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task The_key_of_another_installation_is_refused()
    {
        await File.WriteAllBytesAsync(KeyFile, new byte[32]);
        await Assert.ThrowsAsync<SecretsException>(() => _embedded.OpenAnotherAsync());
    }

    [Fact]
    public async Task A_key_cut_short_is_refused()
    {
        await File.WriteAllBytesAsync(KeyFile, new byte[31]);
        await Assert.ThrowsAsync<SecretsException>(() => _embedded.OpenAnotherAsync());
    }

    [Fact]
    public async Task A_key_others_can_read_is_refused()
    {
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var error = await Assert.ThrowsAsync<SecretsException>(() => _embedded.OpenAnotherAsync());
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_at_their_first_start_at_once_agree_on_one_key()
    {
        using var folder = new TempFolder();
        var options = new StorageOptions(folder["d/chancery.db"], folder["d/blobs"], folder["d/secrets"], "n");
        var ids = new Chancery.Engine.Ids.IdSource(TimeProvider.System);

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => EmbeddedStorage.OpenAsync(options, TimeProvider.System, ids))));

        Assert.Single(opened.Select(storage => Convert.ToHexString(storage.Secrets.Derive(null, "trace"))).Distinct());
        foreach (var storage in opened)
            await storage.DisposeAsync();
    }
}
