using System.Security.Cryptography;
using Chancery.Engine.Ids;
using Chancery.Storage.Blobs;
using Chancery.Storage.Files;
using Chancery.Storage.Postgres;
using Chancery.Storage.Secrets;
using Chancery.Storage.Sql;
using Chancery.Storage.Sqlite;
using Dapper;

namespace Chancery.Storage.Backups;

/// <summary>Copies database and bodies of stores in use into a folder: as they stood at one moment, with all that was acknowledged before it began.</summary>
public static class BackupWriter
{
    public const string SqliteFile = "chancery.db";
    public const string PostgresFile = "chancery.dump";
    public const string BodiesFolder = "blobs";

    /// <param name="folder">Missing or empty.</param>
    /// <param name="withKey">The master key too, without which the copy cannot be read.</param>
    /// <exception cref="BackupException">The folder is not empty, or something cannot be copied.</exception>
    public static async Task<BackupManifest> WriteAsync(
        StorageOptions options, string folder, bool withKey, TimeProvider time, IIdSource ids, CancellationToken cancel = default)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new BackupException($"{folder} is not empty: name a new folder for each backup");
        DurableFiles.CreatePrivateFolder(folder);
        var begun = time.GetUtcNow();
        Database database = options.Postgres is { } server ? PostgresDatabase.Open(server) : SqliteDatabase.Open(options.DatabasePath);
        try
        {
            await using var writer = new Writer(database);
            await using var _ = await BackupTime.BeginAsync(writer, time, ids.NewId(), cancel);
            var copy = Path.Combine(folder, options.Postgres is null ? SqliteFile : PostgresFile);
            if (options.Postgres is null)
                SqliteCopy.Write(options.DatabasePath, copy);
            else
                await PostgresDump.WriteAsync(options.Postgres, copy, cancel);
            var (bodies, octets) = CopyBodies(database, new BlobFolder(options.BlobsFolder), new BlobFolder(Path.Combine(folder, BodiesFolder)), cancel);
            if (withKey)
                CopyKey(options.SecretsFolder, Path.Combine(folder, "secrets"));
            var manifest = new BackupManifest(options.Postgres is null ? "sqlite" : "postgres", begun, Path.GetFileName(copy), HashOf(copy), bodies, octets, withKey);
            DurableFiles.CreateOnce(Path.Combine(folder, BackupManifest.FileName), manifest.ToBytes());
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"the backup in {folder} is not complete and of no use: {e.Message}", e);
        }
        finally
        {
            database.Close();
        }
    }

    internal static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    internal static void CopyKey(string from, string to)
    {
        DurableFiles.CreatePrivateFolder(to);
        var key = File.ReadAllBytes(Path.Combine(from, FileSecrets.FileName));
        DurableFiles.CreateOnce(Path.Combine(to, FileSecrets.FileName), key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Every file that a row names by now: at least those the copied database names.</summary>
    private static (long Bodies, long Octets) CopyBodies(Database database, BlobFolder from, BlobFolder to, CancellationToken cancel)
    {
        var (bodies, octets) = (0L, 0L);
        using var connection = database.OpenToRead();
        foreach (var (tenant, id) in connection.Query<(string, string)>("SELECT tenant, id FROM bodies WHERE sealed IS NULL ORDER BY tenant, id"))
        {
            cancel.ThrowIfCancellationRequested();
            var source = from.FileOf(new(tenant), id);
            // Damage before the backup: it stays visible in the copy as in the original.
            if (!File.Exists(source))
                continue;
            octets += to.Adopt(new(tenant), id, source);
            bodies++;
        }

        return (bodies, octets);
    }
}
