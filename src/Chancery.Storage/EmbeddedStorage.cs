using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Protection.Keys;
using Chancery.Storage.Blobs;
using Chancery.Storage.Secrets;
using Chancery.Storage.Sqlite;

namespace Chancery.Storage;

/// <summary>The embedded default: SQLite, local files, and a master key in a file. Several processes may have it open at once.</summary>
public sealed class EmbeddedStorage : IAsyncDisposable
{
    private readonly Database _database;
    private readonly Writer _writer;

    private EmbeddedStorage(StorageOptions options, Database database, Writer writer, FileSecrets secrets, TimeProvider time, IIdSource ids)
    {
        (_database, _writer) = (database, writer);
        var keys = new TenantKeys(database, writer, secrets, ids, time);
        var folder = new BlobFolder(options.BlobsFolder);
        Secrets = secrets;
        Pseudonyms = new Pseudonyms(secrets);
        Keys = new SqliteKeyStore(database, writer, keys);
        Blobs = new SealedBlobs(folder, new BodyRows(database), keys, ids);
        Mail = new SqliteMailStore(database, writer, keys, folder, time, options.NodeId);
    }

    public IMailStore Mail { get; }

    public IBlobStore Blobs { get; }

    public IKeyStore Keys { get; }

    public ISecrets Secrets { get; }

    public IPseudonymSource Pseudonyms { get; }

    /// <summary>Transactions of this process so far.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Opens the store; makes folders, database and master key at the first start, and brings the schema up to date.</summary>
    /// <exception cref="SecretsException">The master key is missing, unsafe, or not the one of this database.</exception>
    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static async Task<EmbeddedStorage> OpenAsync(StorageOptions options, TimeProvider time, IIdSource ids, CancellationToken cancel = default)
    {
        var database = Database.Open(options.DatabasePath);
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
