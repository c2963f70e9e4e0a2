using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Backups;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>A backup taken while the stores are in use holds everything acknowledged before it began, whole.</summary>
public abstract class BackupCompliance
{
    /// <summary>The connection to an empty database; null for a file.</summary>
    protected abstract Task<string?> NewServerAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_taken_under_load_starts_whole_with_all_that_was_acknowledged_before(bool withKey)
    {
        using var folder = new TempFolder();
        await using var original = await Embedded.OpenAsync(folder["data"], await NewServerAsync());
        using var end = new CancellationTokenSource();
        var acknowledged = new List<string>();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => LoadAsync(original.Storage, acknowledged, worker, end.Token))));
        while (Count(acknowledged) < 60)
            await Task.Delay(5);
        List<string> before;
        lock (acknowledged)
            before = [.. acknowledged];

        await BackupAsync(original, folder["copy"], withKey);
        await end.CancelAsync();
        await load;

        await using var restored = new Restored(folder["restored"], await NewServerAsync());
        if (!withKey)
            CopyKey(original, restored.Options);
        await BackupReader.RestoreAsync(restored.Options, folder["copy"]);
        await restored.OpenAsync();
        await restored.Storage.Mail.ReclaimAsync(default);
        var stored = await restored.Storage.Mail.FindAsync(new MessageQuery(Max: 100_000), default);
        Assert.Empty(before.Except(stored.Select(record => record.Message.Id)));
        foreach (var record in stored.Where(record => record.State != Engine.Messages.MessageState.Done))
        {
            await using var body = await restored.Storage.Blobs.OpenAsync(TenantId.Default, record.Message.Body, default);
            await body.CopyToAsync(Stream.Null);
        }

        Assert.Null(RegisterChain.FirstBroken(await restored.Storage.Mail.ReadRegisterAsync(TenantId.Default, 1, int.MaxValue, default)));
        await Mails.AcceptAsync(restored.Storage.Mail, restored.Storage.Blobs, "NEW");
    }

    [Fact]
    public async Task No_body_is_deleted_while_a_backup_is_written()
    {
        using var folder = new TempFolder();
        await using var original = await Embedded.OpenAsync(folder["data"], await NewServerAsync());
        await using var writing = await original.Storage.BeginBackupAsync("B1");
        await EndAsync(original.Storage, "M1");
        Assert.Equal(0, await original.Storage.Mail.SweepAsync(10, default));

        // It says again and again that it is there.
        original.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await original.Storage.Mail.SweepAsync(10, default));
        await writing.DisposeAsync();
        Assert.Equal(1, await original.Storage.Mail.SweepAsync(10, default));
    }

    [Fact]
    public async Task Nothing_is_restored_over_stores_that_are_there_nor_from_a_damaged_or_half_backup()
    {
        using var folder = new TempFolder();
        var server = await NewServerAsync();
        await using var original = await Embedded.OpenAsync(folder["data"], server);
        await Mails.AcceptAsync(original.Storage.Mail, original.Storage.Blobs, "M1", text: new string('x', 100_000));
        await BackupAsync(original, folder["copy"], withKey: true);

        await RefusedAsync(original.Options, folder["copy"], "already");
        await Assert.ThrowsAsync<BackupException>(() => BackupAsync(original, folder["copy"], withKey: true));

        await using var target = new Restored(folder["restored"], await NewServerAsync());
        File.Move(Path.Combine(folder["copy"], BackupManifest.FileName), folder["manifest"]);
        await RefusedAsync(target.Options, folder["copy"], "no complete backup");
        File.Move(folder["manifest"], Path.Combine(folder["copy"], BackupManifest.FileName));
        var database = Directory.GetFiles(folder["copy"], "chancery.d*").Single();
        await using (var file = new FileStream(database, FileMode.Open))
        {
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(7);
        }

        await RefusedAsync(target.Options, folder["copy"], "damaged");
        Assert.False(Directory.Exists(target.Options.BlobsFolder));
    }

    [Fact]
    public async Task Without_its_key_a_backup_is_not_restored_and_with_another_neither()
    {
        using var folder = new TempFolder();
        await using var original = await Embedded.OpenAsync(folder["data"], await NewServerAsync());
        await BackupAsync(original, folder["bare"], withKey: false);
        await BackupAsync(original, folder["full"], withKey: true);
        Assert.False(Directory.Exists(Path.Combine(folder["bare"], "secrets")));
        await using var target = new Restored(folder["restored"], await NewServerAsync());

        await RefusedAsync(target.Options, folder["bare"], "without the master key");
        Directory.CreateDirectory(target.Options.SecretsFolder);
        await File.WriteAllBytesAsync(Path.Combine(target.Options.SecretsFolder, "master.key"), new byte[32]);
        await RefusedAsync(target.Options, folder["full"], "another master key");
    }

    private static async Task RefusedAsync(StorageOptions options, string folder, string why)
    {
        var refused = await Assert.ThrowsAsync<BackupException>(() => BackupReader.RestoreAsync(options, folder));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static Task<BackupManifest> BackupAsync(Embedded original, string folder, bool withKey) =>
        BackupWriter.WriteAsync(original.Options, folder, withKey, TimeProvider.System, new IdSource(TimeProvider.System));

    private static void CopyKey(Embedded from, StorageOptions to)
    {
        Directory.CreateDirectory(to.SecretsFolder);
        File.Copy(Path.Combine(from.Options.SecretsFolder, "master.key"), Path.Combine(to.SecretsFolder, "master.key"));
    }

    /// <summary>Accepts small and large messages and ends every third, until told to stop.</summary>
    private static async Task LoadAsync(EmbeddedStorage storage, List<string> acknowledged, int worker, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var id = $"W{worker}N{i}";
            await using var writer = storage.Blobs.Create(TenantId.Default);
            await writer.WriteAsync(new byte[i % 2 == 0 ? 3_000 : 90_000], default);
            var blob = await writer.CompleteAsync(default);
            await storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, id, blob.Blob), blob, [Mails.Event(TenantId.Default, id)], default);
            lock (acknowledged)
                acknowledged.Add(id);
            if (i % 3 == 0)
                await DeliverAsync(storage, id);
            await storage.Mail.SweepAsync(100, default);
        }
    }

    private static async Task EndAsync(EmbeddedStorage storage, string id)
    {
        await Mails.AcceptAsync(storage.Mail, storage.Blobs, id);
        await DeliverAsync(storage, id);
    }

    private static async Task DeliverAsync(EmbeddedStorage storage, string id)
    {
        var message = (await storage.Mail.GetAsync(id, default))!.Message;
        var effect = Mails.Effect(message, 1, 1, ["bob@partner.de"]);
        await storage.Mail.CommitDecisionAsync(Mails.Decision(message, [Mails.Group(1, Engine.Messages.GroupState.Delivering, "bob@partner.de")], effect), default);
        await storage.Mail.RecordAttemptAsync(Mails.Attempt(effect, null, Mails.Delivered("bob@partner.de")), default);
    }

    private static int Count(List<string> list)
    {
        lock (list)
            return list.Count;
    }

    private sealed class Restored(string folder, string? server) : IAsyncDisposable
    {
        public StorageOptions Options { get; } =
            new(Path.Combine(folder, "chancery.db"), Path.Combine(folder, "blobs"), Path.Combine(folder, "secrets"), "node-1") { Postgres = server };

        public EmbeddedStorage Storage { get; private set; } = null!;

        public async Task OpenAsync() => Storage = await EmbeddedStorage.OpenAsync(Options, TimeProvider.System, new IdSource(TimeProvider.System));

        public async ValueTask DisposeAsync()
        {
            if (Storage is not null)
                await Storage.DisposeAsync();
        }
    }
}
