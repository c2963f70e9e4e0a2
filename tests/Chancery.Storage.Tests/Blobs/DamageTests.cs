using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Tests.Support;

namespace Chancery.Storage.Tests.Blobs;

/// <summary>What was done to the file of a body is found, and not one byte of the damaged piece is given out.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int Header = 69;
    private const int Chunk = 65_536 + 16;
    private const int Size = 3 * 65_536 + 100;

    private Embedded _embedded = null!;
    private BlobRef _blob = null!;
    private string _file = null!;

    public async ValueTask InitializeAsync()
    {
        _embedded = await Embedded.OpenAsync();
        (_blob, _file) = await StoreAsync(TenantId.Default, "M1");
    }

    public ValueTask DisposeAsync() => _embedded.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(Header)]
    [InlineData(Header + Chunk)]
    [InlineData(Header + 3 * Chunk)]
    [InlineData(Header + 3 * Chunk + 115)]
    public async Task A_changed_byte(int at)
    {
        Change(bytes => bytes[at] ^= 1);
        await AssertDamagedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(116)]
    [InlineData(116 + Chunk)]
    [InlineData(Size)]
    public async Task A_file_cut_short(int by)
    {
        using (var file = File.OpenWrite(_file))
            file.SetLength(file.Length - by);
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_file_cut_at_a_chunk_with_the_length_in_the_row_changed_to_match()
    {
        using (var file = File.OpenWrite(_file))
            file.SetLength(Header + 2 * Chunk);
        _blob = _blob with { Length = 2 * 65_536 };
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task Swapped_chunks()
    {
        Change(bytes =>
        {
            var first = bytes[Header..(Header + Chunk)];
            bytes.AsSpan(Header + Chunk, Chunk).CopyTo(bytes.AsSpan(Header));
            first.CopyTo(bytes, Header + Chunk);
        });
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_missing_file()
    {
        File.Delete(_file);
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task The_file_of_another_body_in_its_place()
    {
        var (_, other) = await StoreAsync(TenantId.Default, "M2");
        File.Copy(other, _file, overwrite: true);
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_chunk_of_another_body_in_its_place()
    {
        var (_, other) = await StoreAsync(TenantId.Default, "M2");
        var foreign = await File.ReadAllBytesAsync(other);
        Change(bytes => foreign.AsSpan(Header, Chunk).CopyTo(bytes.AsSpan(Header)));
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task The_file_of_another_tenant_under_the_same_name()
    {
        await StoreAsync(Mails.Other, "M2");
        var theirs = _file.Replace("/default/", "/other/", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(theirs)!);
        File.Copy(_file, theirs);

        await Assert.ThrowsAsync<CorruptBodyException>(() => _embedded.Storage.Blobs.OpenAsync(Mails.Other, _blob, default));
    }

    private void Change(Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(_file);
        change(bytes);
        File.WriteAllBytes(_file, bytes);
    }

    private async Task AssertDamagedAsync() =>
        await Assert.ThrowsAsync<CorruptBodyException>(async () =>
        {
            await using var stream = await _embedded.Storage.Blobs.OpenAsync(TenantId.Default, _blob, default);
            await stream.CopyToAsync(Stream.Null);
        });

    private async Task<(BlobRef Blob, string File)> StoreAsync(TenantId tenant, string messageId)
    {
        var storage = _embedded.Storage;
        await using var writer = storage.Blobs.Create(tenant);
        await writer.WriteAsync(new byte[Size], default);
        var blob = await writer.CompleteAsync(default);
        await storage.Mail.AcceptAsync(Mails.Message(tenant, messageId, blob.Blob), blob, [], default);
        return (blob.Blob, Directory.GetFiles(_embedded.Options.BlobsFolder, blob.Blob.Id + ".body", SearchOption.AllDirectories).Single());
    }
}
