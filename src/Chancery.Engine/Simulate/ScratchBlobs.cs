using System.Globalization;
using System.Security.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;

namespace Chancery.Engine.Simulate;

/// <summary>Bodies of one simulated mail: small ones in memory, large ones in a folder of their own that goes when the mail is done.</summary>
internal sealed class ScratchBlobs : IBlobStore, IDisposable
{
    private const int InMemory = 1024 * 1024;

    private readonly Dictionary<string, Func<Stream>> _bodies = [];
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("chancery-"));
    private int _count;

    public IBlobWriter Create(TenantId tenant) => new Writer(this, (++_count).ToString(CultureInfo.InvariantCulture));

    public Task<Stream> OpenAsync(TenantId tenant, BlobRef blob, CancellationToken cancel) => Task.FromResult(_bodies[blob.Id]());

    public Task<Stream> OpenAsync(TenantId tenant, SealedBlob blob, CancellationToken cancel) => OpenAsync(tenant, blob.Blob, cancel);

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            _folder.Value.Delete(recursive: true);
    }

    private sealed class Writer(ScratchBlobs owner, string id) : IBlobWriter
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private Stream _body = new MemoryStream();
        private string? _file;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
        {
            if (_file is null && _body.Length + data.Length > InMemory)
                await MoveToFileAsync(cancel);
            _hash.AppendData(data.Span);
            await _body.WriteAsync(data, cancel);
        }

        public async Task<SealedBlob> CompleteAsync(CancellationToken cancel)
        {
            var length = _body.Length;
            var bytes = (_body as MemoryStream)?.ToArray();
            await _body.DisposeAsync();
            owner._bodies[id] = bytes is not null ? () => new MemoryStream(bytes, writable: false) : () => File.OpenRead(_file!);
            return new SealedBlob(new BlobRef(id, length, Convert.ToHexStringLower(_hash.GetHashAndReset())), null);
        }

        public async ValueTask DisposeAsync()
        {
            await _body.DisposeAsync();
            _hash.Dispose();
        }

        private async Task MoveToFileAsync(CancellationToken cancel)
        {
            _file = Path.Combine(owner._folder.Value.FullName, id);
            var file = File.Create(_file);
            _body.Position = 0;
            await _body.CopyToAsync(file, cancel);
            await _body.DisposeAsync();
            _body = file;
        }
    }
}
