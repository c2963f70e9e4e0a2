using System.Security.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;
using CsCheck;

namespace Chancery.Storage.Tests.Compliance;

/// <summary>What every store of bodies must do.</summary>
public abstract class BlobStoreCompliance : IAsyncLifetime
{
    protected IStoreFixture Store { get; private set; } = null!;

    protected IBlobStore Blobs => Store.Blobs;

    /// <summary>Around the limits of chunks and of rows.</summary>
    public static TheoryData<int> Sizes => [0, 1, 100, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000];

    protected abstract Task<IStoreFixture> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task A_body_is_read_back_as_written(int size)
    {
        var clear = Bytes(size);
        var blob = await StoreAsync(clear, "M1");

        await Store.ReopenAsync();

        Assert.Equal((size, Convert.ToHexStringLower(SHA256.HashData(clear))), (blob.Length, blob.Sha256));
        await using var stream = await Blobs.OpenAsync(TenantId.Default, blob, default);
        Assert.Equal(size, stream.Length);
        Assert.Equal(clear, await ReadAsync(stream));
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task A_finished_body_is_read_before_anybody_named_it(int size)
    {
        var clear = Bytes(size);
        await using var writer = Blobs.Create(TenantId.Default);
        await writer.WriteAsync(clear, default);
        var blob = await writer.CompleteAsync(default);

        await using var stream = await Blobs.OpenAsync(TenantId.Default, blob, default);

        Assert.Equal(clear, await ReadAsync(stream));
    }

    [Fact]
    public async Task Any_piece_can_be_read_in_any_order()
    {
        var clear = Bytes(200_000);
        var blob = await StoreAsync(clear, "M1");
        using var stream = await Blobs.OpenAsync(TenantId.Default, blob, default);

        Gen.Select(Gen.Int[0, clear.Length], Gen.Int[0, 90_000]).Sample(
            piece =>
            {
                var (offset, count) = piece;
                var buffer = new byte[count];
                stream.Position = offset;
                var read = stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false);
                return read == Math.Min(count, clear.Length - offset) && buffer.AsSpan(0, read).SequenceEqual(clear.AsSpan(offset, read));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task A_body_written_in_any_pieces_is_the_same()
    {
        var clear = Bytes(150_000);
        await using var writer = Blobs.Create(TenantId.Default);
        for (var (offset, step) = (0, 1); offset < clear.Length; offset += step, step = step * 7 % 40_009 + 1)
            await writer.WriteAsync(clear.AsMemory(offset, Math.Min(step, clear.Length - offset)), default);
        var blob = await writer.CompleteAsync(default);

        await using var stream = await Blobs.OpenAsync(TenantId.Default, blob, default);
        Assert.Equal(clear, await ReadAsync(stream));
    }

    [Fact]
    public async Task Another_tenant_cannot_read_a_body_by_its_name()
    {
        foreach (var size in new[] { 100, 100_000 })
        {
            var blob = await StoreAsync(Bytes(size), $"M{size}");
            await Assert.ThrowsAsync<CorruptBodyException>(() => Blobs.OpenAsync(Mails.Other, blob, default));
        }
    }

    [Fact]
    public async Task A_body_that_is_not_what_the_message_names_is_damaged()
    {
        var blob = await StoreAsync(Bytes(100_000), "M1");
        await using var stream = await Blobs.OpenAsync(TenantId.Default, blob with { Sha256 = new string('0', 64) }, default);

        await Assert.ThrowsAsync<CorruptBodyException>(() => ReadAsync(stream));
        await Assert.ThrowsAsync<CorruptBodyException>(() => Blobs.OpenAsync(TenantId.Default, blob with { Length = 99_999 }, default));
    }

    protected async Task<BlobRef> StoreAsync(byte[] clear, string messageId, TenantId? tenant = null)
    {
        var owner = tenant ?? TenantId.Default;
        await using var writer = Blobs.Create(owner);
        await writer.WriteAsync(clear, default);
        var blob = await writer.CompleteAsync(default);
        await Store.Mail.AcceptAsync(Mails.Message(owner, messageId, blob.Blob), blob, [], default);
        return blob.Blob;
    }

    protected static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    protected static async Task<byte[]> ReadAsync(Stream stream)
    {
        var result = new MemoryStream();
        await stream.CopyToAsync(result);
        return result.ToArray();
    }
}
