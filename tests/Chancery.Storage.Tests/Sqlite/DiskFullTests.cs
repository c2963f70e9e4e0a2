using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>With no space left nothing is half stored, nothing acknowledged is lost, and work goes on when there is space again.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_body_too_large_for_the_disk_leaves_nothing()
    {
        using var disk = SmallDisk.Mount(megabytes: 4);
        await using var embedded = await Embedded.OpenAsync(disk.Path);

        await using (var writer = embedded.Storage.Blobs.Create(TenantId.Default))
        {
            await Assert.ThrowsAsync<StoreFullException>(async () =>
            {
                for (var i = 0; i < 100; i++)
                    await writer.WriteAsync(new byte[100_000], default);
            });
        }

        Assert.Empty(Directory.EnumerateFiles(embedded.Options.BlobsFolder, "*", SearchOption.AllDirectories));
        await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "M1");
    }

    [Fact]
    public async Task A_full_database_refuses_and_keeps_all_it_had_acknowledged()
    {
        using var disk = SmallDisk.Mount(megabytes: 12);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[6_000_000]);
        await using var embedded = await Embedded.OpenAsync(disk.Path);

        var acknowledged = await FillAsync(embedded);
        Assert.InRange(acknowledged.Count, 5, 500);
        await Assert.ThrowsAsync<StoreFullException>(() => Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "REFUSED", text: new string('x', 60_000)));
        File.Delete(ballast);
        await embedded.ReopenAsync();

        var stored = await embedded.Storage.Mail.FindAsync(new MessageQuery(), default);
        Assert.Equal(acknowledged.Order(), stored.Select(record => record.Message.Id).Order());
        foreach (var record in stored)
        {
            await using var body = await embedded.Storage.Blobs.OpenAsync(TenantId.Default, record.Message.Body, default);
            await body.CopyToAsync(Stream.Null);
        }

        await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, "AGAIN");
    }

    private static async Task<List<string>> FillAsync(Embedded embedded)
    {
        var acknowledged = new List<string>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                await Mails.AcceptAsync(embedded.Storage.Mail, embedded.Storage.Blobs, $"M{i}", text: new string('x', 60_000));
                acknowledged.Add($"M{i}");
            }
        }
        catch (StoreFullException)
        {
        }

        return acknowledged;
    }
}
