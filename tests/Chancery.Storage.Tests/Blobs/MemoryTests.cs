using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Blobs;

/// <summary>Counts what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MemoryTestsAlone;

[Collection(typeof(MemoryTestsAlone))]
public sealed class MemoryTests
{
    [Fact]
    public async Task A_hundred_megabytes_pass_with_little_memory()
    {
        const int size = 100_000_000;
        await using var embedded = await Embedded.OpenAsync();
        var piece = new byte[81_920];
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await using var writer = embedded.Storage.Blobs.Create(TenantId.Default);
        for (var written = 0; written < size; written += piece.Length)
            await writer.WriteAsync(piece, default);
        var blob = await writer.CompleteAsync(default);
        await using var stream = await embedded.Storage.Blobs.OpenAsync(TenantId.Default, blob, default);
        await stream.CopyToAsync(Stream.Null);

        Assert.True(blob.Blob.Length >= size);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 10_000_000);
    }
}
