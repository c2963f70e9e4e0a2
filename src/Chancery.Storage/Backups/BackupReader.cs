using Chancery.Storage.Blobs;
using Chancery.Storage.Files;
using Chancery.Storage.Secrets;
using Npgsql;

namespace Chancery.Storage.Backups;

/// <summary>Makes stores of a backup, where there are none yet.</summary>
public static class BackupReader
{
    /// <exception cref="BackupException">The folder holds no whole backup, or there are stores already; then nothing was changed.</exception>
    public static async Task<BackupManifest> RestoreAsync(StorageOptions options, string folder, CancellationToken cancel = default)
    {
        var manifest = BackupManifest.Read(folder);
        var database = Path.Combine(folder, manifest.Database);
        Check(options, folder, manifest, database);
        await CheckEmptyAsync(options, cancel);
        try
        {
            if (manifest.WithKey && !File.Exists(KeyOf(options.SecretsFolder)))
                BackupWriter.CopyKey(Path.Combine(folder, "secrets"), options.SecretsFolder);
            var (from, to) = (new BlobFolder(Path.Combine(folder, BackupWriter.BodiesFolder)), new BlobFolder(options.BlobsFolder));
            foreach (var (tenant, id, path) in from.Files())
            {
                cancel.ThrowIfCancellationRequested();
                to.Adopt(tenant, id, path);
            }

            // The database comes last: stores without one are empty, not broken.
            if (options.Postgres is { } server)
                await PostgresDump.ReadAsync(server, database, cancel);
            else
                CopyDatabase(database, options.DatabasePath);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"the restore stopped half way: {e.Message}; empty the target and begin again", e);
        }
    }

    private static void Check(StorageOptions options, string folder, BackupManifest manifest, string database)
    {
        var wanted = options.Postgres is null ? "sqlite" : "postgres";
        if (manifest.Engine != wanted)
            throw new BackupException($"{folder} holds a backup of {manifest.Engine}, the settings name {wanted}: change  storage.database");
        if (!File.Exists(database) || BackupWriter.HashOf(database) != manifest.Sha256)
            throw new BackupException($"{database} is not what was written: the backup is damaged, take another");
        if (!manifest.WithKey && !File.Exists(KeyOf(options.SecretsFolder)))
            throw new BackupException($"the backup was written without the master key: put the key that belongs to it at {KeyOf(options.SecretsFolder)} first");
        if (manifest.WithKey && File.Exists(KeyOf(options.SecretsFolder))
            && BackupWriter.HashOf(KeyOf(options.SecretsFolder)) != BackupWriter.HashOf(KeyOf(Path.Combine(folder, "secrets"))))
            throw new BackupException($"{KeyOf(options.SecretsFolder)} is another master key than the backup's: move it away first");
    }

    private static async Task CheckEmptyAsync(StorageOptions options, CancellationToken cancel)
    {
        if (options.Postgres is null && File.Exists(options.DatabasePath))
            throw new BackupException($"there is a database already: {options.DatabasePath}; a restore never replaces one, move it away first");
        if (Directory.Exists(options.BlobsFolder) && Directory.EnumerateFileSystemEntries(options.BlobsFolder).Any())
            throw new BackupException($"there are stored mails already: {options.BlobsFolder}; a restore never mixes, move them away first");
        if (options.Postgres is { } server && await HasTablesAsync(server, cancel))
            throw new BackupException($"the database {PostgresConnection.Target(server)} has tables already: a restore never replaces them, name an empty database");
    }

    private static async Task<bool> HasTablesAsync(string server, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))", connection);
            return (bool)(await command.ExecuteScalarAsync(cancel))!;
        }
        catch (NpgsqlException unreachable)
        {
            throw new BackupException($"the PostgreSQL server cannot be asked: {unreachable.Message}", unreachable);
        }
    }

    private static string KeyOf(string folder) => Path.Combine(folder, FileSecrets.FileName);

    private static void CopyDatabase(string from, string to)
    {
        DurableFiles.CreatePrivateFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
        DurableFiles.Copy(from, to);
    }
}
