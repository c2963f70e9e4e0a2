using System.Data.Common;
using System.Globalization;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Files;
using Chancery.Storage.Sql;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Chancery.Storage.Sqlite;

/// <summary>Connections to one SQLite file: pooled ones that only read, and writing ones that sync at every commit.</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly string _reading;
    private readonly string _writing;

    static SqliteDatabase()
    {
        // Every connection is one thread's at a time, and nobody asks how much memory there is: no locks for either.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteDatabase(string path)
    {
        _reading = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
        _writing = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
    }

    public override Dialect Dialect => Dialect.Sqlite;

    protected override string BeginReading => "BEGIN DEFERRED";

    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static SqliteDatabase Open(string path)
    {
        DurableFiles.CreatePrivateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // SQLite gives its side files the mode of the database, so the mode is set before SQLite sees it.
        DurableFiles.CreateOnce(path, []);
        var database = new SqliteDatabase(Path.GetFullPath(path));
        using var connection = database.OpenToWrite();
        connection.Execute("PRAGMA journal_mode = WAL");
        Migrate(connection);
        return database;
    }

    public override DbConnection OpenToRead()
    {
        var connection = new SqliteConnection(_reading);
        connection.Open();
        return connection;
    }

    public override DbConnection OpenToWrite()
    {
        var connection = new PreparingConnection(_writing);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA foreign_keys = ON");
            // What a row held is overwritten where its page is written anyway; pages that fall free as a whole held sealed bodies.
            // By default the pages of one large batch do not fit into memory and are written several times, and every few hundred once more
            // into the file; what a savepoint would go back to is written to a file of its own.
            connection.Execute("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>There is one writer at a time, whatever it changes; waits for another process as long as the connection's command timeout.</summary>
    public override void BeginWriting(DbConnection connection, IEnumerable<TenantId> tenants) => connection.Execute("BEGIN IMMEDIATE");

    /// <summary>Some failures (disk full, input/output) roll everything back.</summary>
    public override bool HasLostTransaction(DbConnection connection) => raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle) != 0;

    public override bool IsPassing(Exception failure) => false;

    public override Exception Translate(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN } e =>
            new StoreFullException($"the database cannot store anything: {e.Message}", e),
        _ => failure,
    };

    /// <summary>Afterwards the file can be moved.</summary>
    public override void Close()
    {
        using var connection = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(connection);
    }

    private static void Migrate(DbConnection connection)
    {
        // The usual start does not wait for a process that writes.
        if (VersionOf(connection) == Migrations.Latest)
            return;
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var script in Migrations.After(VersionOf(connection), "sqlite"))
                connection.Execute($"{script.Sql}\nPRAGMA user_version = {script.Number.ToString(CultureInfo.InvariantCulture)}");
            connection.Execute("COMMIT TRANSACTION");
        }
        catch
        {
            connection.Execute("ROLLBACK TRANSACTION");
            throw;
        }
    }

    private static int VersionOf(DbConnection connection) => connection.ExecuteScalar<int>("PRAGMA user_version");
}
