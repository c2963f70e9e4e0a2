namespace Chancery.Mail.Contents;

/// <summary>
/// Keeps what came out of the containers of one mail: small contents in memory, others in one file that has no name any more, so that nothing of it stays
/// behind whatever happens to the process.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const int SmallContent = 256 * 1024;
    private const long AllSmall = 32 * 1024 * 1024;

    private readonly byte[] _block = new byte[64 * 1024];
    private FileStream? _file;
    private long _small;

    /// <summary>Reads a content to its end.</summary>
    /// <param name="isOpaque">Told by its beginning: not worth a place on the disk, because nobody will look into it.</param>
    /// <returns>How to open it, seekable; null for what was not kept.</returns>
    /// <exception cref="IOException">The file cannot be written, or the content cannot be read.</exception>
    /// <exception cref="ContentException">The content is damaged or over a limit.</exception>
    public (Func<Stream>? Open, long Size) Keep(Stream content, Func<byte[], bool> isOpaque)
    {
        using var small = new MemoryStream();
        int read;
        while ((read = content.Read(_block)) > 0)
        {
            small.Write(_block, 0, read);
            if (small.Length > SmallContent || _small + small.Length > AllSmall) return KeepLarge(small, content, isOpaque);
        }
        _small += small.Length;
        var octets = small.ToArray();
        return (() => new MemoryStream(octets, writable: false), octets.Length);
    }

    private (Func<Stream>? Open, long Size) KeepLarge(MemoryStream start, Stream content, Func<byte[], bool> isOpaque)
    {
        var size = start.Length;
        var opaque = isOpaque(start.ToArray());
        var file = opaque ? null : _file ??= Unnamed();
        var offset = file?.Length ?? 0;
        Append(file, start.GetBuffer().AsSpan(0, (int)start.Length));
        int read;
        while ((read = content.Read(_block)) > 0)
        {
            size += read;
            Append(file, _block.AsSpan(0, read));
        }
        return (file is null ? null : () => new FileRange(file, offset, size), size);
    }

    private static void Append(FileStream? file, ReadOnlySpan<byte> octets)
    {
        if (file is null) return;
        RandomAccess.Write(file.SafeFileHandle, octets, RandomAccess.GetLength(file.SafeFileHandle));
    }

    /// <summary>Readable by nobody else while it has a name, which is a moment.</summary>
    private static FileStream Unnamed()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    public void Dispose() => _file?.Dispose();
}
