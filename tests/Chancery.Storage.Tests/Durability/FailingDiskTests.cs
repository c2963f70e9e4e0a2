using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Durability;

/// <summary>
/// Calls of the disk fail in the middle of a running process: what fails is refused, nothing acknowledged is lost, nothing is
/// half stored, and the process goes on by itself when the disk does.
/// </summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private const int Messages = 25;

    [Theory]
    [InlineData("T5 a sync of the database fails", "fsync,fdatasync:error=EIO:when=25..29")]
    [InlineData("T5 every fourth sync fails", "fsync,fdatasync:error=EIO:when=20+4")]
    [InlineData("T5 no space at a sync", "fsync,fdatasync:error=ENOSPC:when=25..29")]
    [InlineData("T5 over quota at a sync", "fsync,fdatasync:error=EDQUOT:when=25..29")]
    [InlineData("T5 no space for a write", "pwrite64:error=ENOSPC:when=200..230")]
    [InlineData("T5 a write fails", "pwrite64:error=EIO:when=200..230")]
    [InlineData("T5 over quota at a write", "pwrite64:error=EDQUOT:when=200..230")]
    [InlineData("T5 the disk turns read-only for a while", "pwrite64:error=EROFS:when=200..230")]
    [InlineData("T5 no inodes for a folder", "mkdir:error=ENOSPC:when=8..9")]
    [InlineData("T5 a slow disk", "fsync,fdatasync:delay_enter=20000")]
    public async Task T5_what_fails_is_refused_and_nothing_acknowledged_is_lost(string name, string fault)
    {
        // The tracer counts by thread, and which thread makes which call is chance.
        var struck = !fault.Contains("error=", StringComparison.Ordinal);
        for (var tries = 0; tries == 0 || (!struck && tries < 4); tries++)
        {
            using var folder = new TempFolder();
            var (exit, said) = await Traced.RunAsync(
                folder.Path, nameof(Life.Acceptance_until_enough), Messages,
                "-qq", "--seccomp-bpf", "-o", folder["trace"], "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault);

            Assert.True(exit == 0, $"{name}: {said}");
            Assert.Single(Life.Noted(folder.Path, 'E'));
            struck |= await CheckAsync(folder, name) > 0;
        }

        Assert.True(struck, "the fault met no call");
    }

    [Fact]
    public async Task T5_a_store_on_a_read_only_disk_does_not_start_and_starts_when_it_can_be_written()
    {
        using var disk = SmallDisk.Mount(megabytes: 32);
        var data = Path.Combine(disk.Path, "data");
        await using (var embedded = await Embedded.OpenAsync(data))
            await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "M1");
        disk.Remount("ro");
        await Assert.ThrowsAnyAsync<Exception>(() => Embedded.OpenAsync(data));
        disk.Remount("rw");

        await using var again = await Embedded.OpenAsync(data);
        Assert.NotNull(await again.Storage.Mail.GetAsync("M1", default));
    }

    [Fact]
    public async Task T5_without_inodes_large_mail_is_refused_and_small_mail_goes_on()
    {
        using var disk = SmallDisk.Mount(megabytes: 32, inodes: 60);
        await using var embedded = await Embedded.OpenAsync(Path.Combine(disk.Path, "data"));
        await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "M1", text: new string('x', 100_000));
        var fillers = new List<string>();
        try
        {
            for (var i = 0; i < 100; i++)
            {
                fillers.Add(Path.Combine(disk.Path, $"filler{i}"));
                await File.WriteAllTextAsync(fillers[^1], "");
            }
        }
        catch (IOException)
        {
            // Full.
        }

        await RefusedAsync(embedded, "R1", new string('x', 100_000));
        await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "M2");
        fillers.ForEach(File.Delete);
        await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "M3", text: new string('x', 100_000));
        Assert.Equal(3, (await embedded.Storage.Mail.FindAsync(new MessageQuery(), default)).Count);
    }

    private static async Task RefusedAsync(Embedded embedded, string id, string text)
    {
        await Assert.ThrowsAnyAsync<IOException>(() => Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, id, text: text));
        Assert.Null(await embedded.Storage.Mail.GetAsync(id, default));
    }

    /// <returns>How many were refused.</returns>
    private async Task<int> CheckAsync(TempFolder folder, string name)
    {
        await using var embedded = await Embedded.OpenAsync(folder["data"]);
        await embedded.Storage.Mail.ReclaimAsync(default);
        var (acknowledged, refused) = (Life.Noted(folder.Path, 'A'), Life.Noted(folder.Path, 'R'));
        var stored = await embedded.Storage.Mail.FindAsync(new MessageQuery(Max: 100_000), default);
        foreach (var record in stored)
        {
            await using var body = await embedded.Storage.Blobs.OpenAsync(TenantId.Default, record.Message.Body, default);
            await body.CopyToAsync(Stream.Null);
        }

        output.WriteLine($"{name}: {acknowledged.Count} acknowledged, {refused.Count} refused, {stored.Count} stored");
        Assert.Equal(Messages, acknowledged.Count);
        Assert.Empty(acknowledged.Except(stored.Select(record => record.Message.Id)));
        var files = Directory.EnumerateFiles(embedded.Options.BlobsFolder, "*", SearchOption.AllDirectories).Count();
        Assert.Equal(stored.Count(record => record.Message.Body.Length > 64 * 1024), files);
        return refused.Count;
    }
}
