using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Sqlite;

/// <summary>Operations that wait together share a sync of the disk.</summary>
public sealed class GroupCommitTests
{
    [Fact]
    public async Task Many_messages_accepted_at_once_need_few_commits()
    {
        await using var embedded = await Embedded.OpenAsync();
        var storage = embedded.Storage;
        var blobs = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Mails.BlobAsync(storage.Blobs, TenantId.Default, "x")));
        var before = storage.Commits;

        await Task.WhenAll(blobs.Select((blob, i) =>
            storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, $"M{i}", blob.Blob), blob, [Mails.Event(TenantId.Default, $"M{i}")], default)));

        Assert.InRange(storage.Commits - before, 1, 100);
        Assert.Equal(400, (await storage.Mail.ReadRegisterAsync(TenantId.Default, 1, 1000, default)).Count);
    }

    [Fact]
    public async Task A_caller_that_went_away_before_its_turn_leaves_nothing()
    {
        await using var embedded = await Embedded.OpenAsync();
        var storage = embedded.Storage;
        var blob = await Mails.BlobAsync(storage.Blobs, TenantId.Default, "x");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, "M1", blob.Blob), blob, [], new CancellationToken(canceled: true)));

        Assert.Null(await storage.Mail.GetAsync("M1", default));
    }
}
