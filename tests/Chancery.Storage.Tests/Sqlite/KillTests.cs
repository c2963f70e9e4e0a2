using System.Diagnostics;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>A process killed at any moment loses nothing it had acknowledged and leaves nothing half stored.</summary>
public sealed class KillTests
{
    private const string FolderVariable = "CHANCERY_KILL_FOLDER";
    private const int Rounds = 5;

    [Fact]
    public async Task Everything_acknowledged_before_a_kill_is_there_afterwards()
    {
        using var folder = new TempFolder();
        var ledger = folder["ledger"];
        for (var round = 1; round <= Rounds; round++)
        {
            await RunAndKillAsync(folder.Path, enough: AcknowledgedIn(ledger).Count + 10 * round);
            await using var embedded = await Embedded.OpenAsync(folder["data"]);
            await embedded.Storage.Mail.ReclaimAsync(default);
            await AssertWholeAsync(embedded, AcknowledgedIn(ledger));
        }
    }

    /// <summary>The process to be killed: accepts small and large messages side by side and notes each acknowledged one.</summary>
    [Fact(Explicit = true)]
    public async Task Accept_until_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (folder is null)
            Assert.Skip("runs only as the child of another test");
        await using var embedded = await Embedded.OpenAsync(Path.Combine(folder, "data"));
        await using var ledger = new FileStream(Path.Combine(folder, "ledger"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => AcceptForEverAsync(embedded.Storage, ledger, worker))));
    }

    private static async Task AcceptForEverAsync(EmbeddedStorage storage, FileStream ledger, int worker)
    {
        for (var i = 0; ; i++)
        {
            var id = $"P{Environment.ProcessId}W{worker}N{i}";
            await using var writer = storage.Blobs.Create(TenantId.Default);
            await writer.WriteAsync(new byte[i % 2 == 0 ? 5_000 : 150_000], default);
            var blob = await writer.CompleteAsync(default);
            await storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, id, blob.Blob), blob, [Mails.Event(TenantId.Default, id)], default);
            lock (ledger)
                ledger.Write(System.Text.Encoding.ASCII.GetBytes(id + "\n"));
        }
    }

    private static async Task RunAndKillAsync(string folder, int enough)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(Accept_until_killed)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FolderVariable] = folder;
        using var child = Process.Start(start)!;
        var clock = Stopwatch.StartNew();
        while (AcknowledgedIn(Path.Combine(folder, "ledger")).Count < enough && !child.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(7);
        Assert.False(child.HasExited, "the child ended by itself");
        child.Kill();
        await child.WaitForExitAsync();
    }

    private static async Task AssertWholeAsync(Embedded embedded, List<string> acknowledged)
    {
        var stored = await embedded.Storage.Mail.FindAsync(new MessageQuery(Max: 100_000), default);
        Assert.Empty(acknowledged.Except(stored.Select(record => record.Message.Id)));
        foreach (var record in stored)
        {
            await using var body = await embedded.Storage.Blobs.OpenAsync(TenantId.Default, record.Message.Body, default);
            await body.CopyToAsync(Stream.Null);
        }

        var entries = await embedded.Storage.Mail.ReadRegisterAsync(TenantId.Default, 1, int.MaxValue, default);
        Assert.Null(RegisterChain.FirstBroken(entries));
        Assert.Equal(stored.Count, entries.Count);
        var large = stored.Count(record => record.Message.Body.Length > 64 * 1024);
        Assert.Equal(large, Directory.EnumerateFiles(embedded.Options.BlobsFolder, "*", SearchOption.AllDirectories).Count());
    }

    private static List<string> AcknowledgedIn(string ledger)
    {
        if (!File.Exists(ledger))
            return [];
        using var reader = new StreamReader(new FileStream(ledger, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
