using System.Runtime.InteropServices;

namespace Chancery.Storage.Files;

/// <summary>File operations that are on stable storage when they return, and private to the owner.</summary>
internal static partial class DurableFiles
{
    public const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private static int s_made;

    /// <summary>Makes the folder and what is missing above it, and makes their entries durable.</summary>
    public static void CreatePrivateFolder(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            return;
        if (Path.GetDirectoryName(full) is { } parent)
            CreatePrivateFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(full);
        else
            Directory.CreateDirectory(full, OwnerFolder);
        SyncFolderOf(full);
    }

    /// <summary>Opens a new file that only its owner can read. While it is open, <see cref="TryLock"/> does not get it.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    /// <summary>Opens a file that nobody else has open, in this process or another; else null.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file as a whole or not at all; leaves one that is there already as it is.</summary>
    public static void CreateOnce(string path, ReadOnlySpan<byte> content)
    {
        // The number keeps threads of one process apart; a file of that name can then only be left from a crash.
        var temporary = $"{path}.{Environment.ProcessId}.{Interlocked.Increment(ref s_made)}.tmp";
        File.Delete(temporary);
        using (var file = CreatePrivate(temporary))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
            SyncFolderOf(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Copies a file to a place where there is none; private to the owner. Returns its octets.</summary>
    public static long Copy(string from, string to)
    {
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        using (var copy = CreatePrivate(to))
        {
            source.CopyTo(copy);
            copy.Flush(flushToDisk: true);
        }

        SyncFolderOf(to);
        return new FileInfo(to).Length;
    }

    /// <summary>Makes names made, renamed or removed in the folder of a file durable; .NET has no call for it.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void SyncFolderOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
            throw Failure("open", folder);
        try
        {
            if (FSync(descriptor) != 0)
                throw Failure("fsync", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string call, string path) =>
        new($"{call} of {path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
