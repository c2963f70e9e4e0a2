using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Chancery.Storage.Blobs;

/// <summary>Sealed bytes at rest.</summary>
internal interface ISealedSource : IDisposable
{
    long Length { get; }

    /// <summary>Fills the whole buffer from an offset on.</summary>
    /// <exception cref="CryptographicException">The bytes end before.</exception>
    void Read(long offset, Span<byte> buffer);
}

internal sealed class SealedMemory(ReadOnlyMemory<byte> bytes) : ISealedSource
{
    public long Length => bytes.Length;

    public void Read(long offset, Span<byte> buffer)
    {
        if (offset + buffer.Length > bytes.Length)
            throw new CryptographicException("the sealed body is cut short");
        bytes.Span.Slice((int)offset, buffer.Length).CopyTo(buffer);
    }

    public void Dispose()
    {
    }
}

internal sealed class SealedFile(string path) : ISealedSource
{
    // Shared for everything: the writer still has a finished body open while it is read before its commit.
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public long Length => RandomAccess.GetLength(_file);

    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = RandomAccess.Read(_file, buffer, offset);
            if (count == 0)
                throw new CryptographicException("the sealed body is cut short");
            offset += count;
            buffer = buffer[count..];
        }
    }

    public void Dispose() => _file.Dispose();
}
