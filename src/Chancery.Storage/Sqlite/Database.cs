using Chancery.Storage.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Connections to one SQLite file: pooled ones that only read, and writing ones that sync at every commit.</summary>
internal sealed class Database
{
    private readonly string _reading;
    private readonly string _writing;

    private Database(string path)
    {
        _reading = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
        _writing = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
    }

    public static Database Open(string path)
    {
        DurableFiles.CreatePrivateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // SQLite gives its side files the mode of the database, so the mode is set before SQLite sees it.
        DurableFiles.CreateOnce(path, []);
        var database = new Database(Path.GetFullPath(path));
        using var connection = database.OpenToWrite();
        connection.Execute("PRAGMA journal_mode = WAL");
        Migrations.Apply(connection);
        return database;
    }

    public SqliteConnection OpenToRead()
    {
        var connection = new SqliteConnection(_reading);
        connection.Open();
        return connection;
    }

    public SqliteConnection OpenToWrite()
    {
        var connection = new SqliteConnection(_writing);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes idle connections, so that the file can be moved.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(connection);
    }
}
