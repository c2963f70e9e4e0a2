using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Blobs;

/// <summary>Files of bodies stay exactly as long as something needs them.</summary>
public sealed class OrphanTests : IAsyncLifetime
{
    private Embedded _embedded = null!;

    private EmbeddedStorage Storage => _embedded.Storage;

    public async ValueTask InitializeAsync() => _embedded = await Embedded.OpenAsync();

    public ValueTask DisposeAsync() => _embedded.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_nobody_committed_leaves_no_file(bool completed)
    {
        await using (var writer = Storage.Blobs.Create(TenantId.Default))
        {
            await writer.WriteAsync(new byte[200_000], default);
            Assert.Single(Files());
            if (completed)
                await writer.CompleteAsync(default);
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task The_sweep_at_start_removes_what_an_earlier_life_left_and_nothing_else()
    {
        var (kept, _) = await CommitAsync("M1");
        await using var atWork = Storage.Blobs.Create(TenantId.Default);
        await atWork.WriteAsync(new byte[200_000], default);
        await using var finished = Storage.Blobs.Create(TenantId.Default);
        await finished.WriteAsync(new byte[200_000], default);
        var blob = await finished.CompleteAsync(default);
        var left = kept.Replace(".body", "Z.part", StringComparison.Ordinal);
        var unnamed = kept.Replace(".body", "Z.body", StringComparison.Ordinal);
        File.Copy(kept, left);
        File.Copy(kept, unnamed);
        await File.WriteAllTextAsync(Path.Combine(_embedded.Options.BlobsFolder, "README"), "of the administrator");

        var beside = await _embedded.OpenAnotherAsync("node-2");
        await using (beside)
            await beside.Mail.ReclaimAsync(default);

        Assert.False(File.Exists(left) || File.Exists(unnamed));
        Assert.Equal(4, Files().Count);
        await Storage.Mail.AcceptAsync(Mails.Message(TenantId.Default, "M2", blob.Blob), blob, [], default);
        await using var stream = await Storage.Blobs.OpenAsync(TenantId.Default, blob.Blob, default);
        await stream.CopyToAsync(Stream.Null);
    }

    [Fact]
    public async Task The_file_of_a_message_that_is_done_is_removed()
    {
        var (file, effect) = await CommitAsync("M1");
        await Storage.Mail.RecordAttemptAsync(Mails.Attempt(effect, null, Mails.Delivered("bob@partner.de")), default);
        Assert.True(File.Exists(file));

        Assert.Equal(1, await Storage.Mail.SweepAsync(10, default));

        Assert.Empty(Files());
    }

    private async Task<(string File, Chancery.Engine.Outbox.Effect Effect)> CommitAsync(string id)
    {
        await using var writer = Storage.Blobs.Create(TenantId.Default);
        await writer.WriteAsync(new byte[200_000], default);
        var blob = await writer.CompleteAsync(default);
        var message = Mails.Message(TenantId.Default, id, blob.Blob);
        await Storage.Mail.AcceptAsync(message, blob, [], default);
        var effect = Mails.Effect(message, 1, 1, ["bob@partner.de"]);
        await Storage.Mail.CommitDecisionAsync(
            Mails.Decision(message, [Mails.Group(1, Chancery.Engine.Messages.GroupState.Delivering, "bob@partner.de")], effect), default);
        return (Files().Single(), effect);
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(_embedded.Options.BlobsFolder, "*", SearchOption.AllDirectories)];
}
