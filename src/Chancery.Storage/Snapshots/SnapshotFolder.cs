using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Files;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Snapshots;

/// <summary>
/// Answers of directories, each in a file of its own, sealed under a key of the tenant and bound to tenant and question: a file of another tenant, or
/// one that was put in another's place, does not open.
/// </summary>
internal sealed class SnapshotFolder(string folder, ISecrets secrets, IIdSource ids) : IDirectorySnapshots
{
    private const string Purpose = "directory snapshots";

    /// <summary>Octets of the time before the content.</summary>
    private const int TimeSize = 8;

    public async Task<DirectorySnapshot?> FindAsync(TenantId tenant, string question, CancellationToken cancel)
    {
        var key = secrets.Derive(tenant, Purpose);
        try
        {
            var path = PathOf(key, question);
            if (!File.Exists(path))
                return null;
            var box = await File.ReadAllBytesAsync(path, cancel);
            var clear = Aead.Open(key, box, Bound(tenant, question));
            return clear.Length < TimeSize ? null
                : new DirectorySnapshot(DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(clear)), clear[TimeSize..]);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The disk failed.</exception>
    public async Task KeepAsync(TenantId tenant, string question, DirectorySnapshot snapshot, CancellationToken cancel)
    {
        var key = secrets.Derive(tenant, Purpose);
        var clear = new byte[TimeSize + snapshot.Content.Length];
        BinaryPrimitives.WriteInt64BigEndian(clear, snapshot.At.ToUnixTimeMilliseconds());
        snapshot.Content.CopyTo(clear.AsSpan(TimeSize));
        var box = Aead.Seal(key, clear, Bound(tenant, question), ids);
        DurableFiles.CreatePrivateFolder(folder);
        var path = PathOf(key, question);
        var temporary = $"{path}.{ids.NewId()}.tmp";
        await using (var file = DurableFiles.CreatePrivate(temporary))
            await file.WriteAsync(box, cancel);
        // Half a file after a crash does not open, and is asked for again: no need to wait for the disk.
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Names say nothing of tenants and filters to whom reads the folder alone.</summary>
    private string PathOf(byte[] key, string question) => Path.Combine(folder, Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(question))) + ".snapshot");

    private static byte[] Bound(TenantId tenant, string question) => Encoding.UTF8.GetBytes($"{tenant}\0{question}");
}
