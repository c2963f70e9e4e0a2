using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Protection.Keys;
using Chancery.Storage.Backups;
using Chancery.Storage.Blobs;
using Chancery.Storage.Postgres;
using Chancery.Storage.Secrets;
using Chancery.Storage.Snapshots;
using Chancery.Storage.Sql;
using Chancery.Storage.Sqlite;

namespace Chancery.Storage;

/// <summary>A database (SQLite in a file, or a PostgreSQL server), sealed bodies in files, and a master key in a file. Several processes may have it open at once.</summary>
public sealed class EmbeddedStorage : IAsyncDisposable
{
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly IReadOnlyList<string> _folders;
    private readonly TimeProvider _time;

    private EmbeddedStorage(StorageOptions options, Database database, Writer writer, FileSecrets secrets, TimeProvider time, IIdSource ids)
    {
        (_database, _writer, _time) = (database, writer, time);
        _folders = options.Postgres is null
            ? [Path.GetFullPath(options.BlobsFolder), Path.GetDirectoryName(Path.GetFullPath(options.DatabasePath))!]
            : [Path.GetFullPath(options.BlobsFolder)];
        var keys = new TenantKeys(database, writer, secrets, ids, time);
        var folder = new BlobFolder(options.BlobsFolder);
        Secrets = secrets;
        Pseudonyms = new Pseudonyms(secrets);
        Keys = new KeyStore(database, writer, keys);
        Blobs = new SealedBlobs(folder, new BodyRows(database), keys, ids);
        DirectorySnapshots = new SnapshotFolder(Path.Combine(options.Postgres is null ? _folders[1] : Path.GetDirectoryName(_folders[0]) ?? _folders[0], "directories"), secrets, ids);
        Mail = new MailStore(database, writer, keys, folder, time, options.NodeId);
    }

    public IMailStore Mail { get; }

    public IBlobStore Blobs { get; }

    public IKeyStore Keys { get; }

    /// <summary>In files beside database and bodies; not part of a backup, for a directory tells it again.</summary>
    public IDirectorySnapshots DirectorySnapshots { get; }

    public ISecrets Secrets { get; }

    public IPseudonymSource Pseudonyms { get; }

    /// <summary>Octets that can still be written where the stores are on this machine.</summary>
    public long FreeSpace() => _folders.Min(folder => new DriveInfo(folder).AvailableFreeSpace);

    /// <summary>Keeps bodies until disposed.</summary>
    internal Task<BackupTime> BeginBackupAsync(string id) => BackupTime.BeginAsync(_writer, _time, id, default);

    /// <summary>Transactions of this process so far.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Opens the store; makes folders, database and master key at the first start, and brings the schema up to date.</summary>
    /// <exception cref="SecretsException">The master key is missing, unsafe, or not the one of this database.</exception>
    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static async Task<EmbeddedStorage> OpenAsync(StorageOptions options, TimeProvider time, IIdSource ids, CancellationToken cancel = default)
    {
        Database database = options.Postgres is { } server ? PostgresDatabase.Open(server) : SqliteDatabase.Open(options.DatabasePath);
        var writer = new Writer(database);
        try
        {
            var secrets = await new MasterKeyCheck(database, writer).OpenAsync(options.SecretsFolder, ids, cancel);
            return new EmbeddedStorage(options, database, writer, secrets, time, ids);
        }
        catch
        {
            await writer.DisposeAsync();
            database.Close();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _database.Close();
    }
}
