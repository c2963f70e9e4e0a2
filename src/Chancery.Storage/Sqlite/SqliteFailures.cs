using Chancery.Engine.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Chancery.Storage.Sqlite;

/// <summary>What a failure of SQLite means to the engine.</summary>
internal static class SqliteFailures
{
    public static Exception Translate(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN } e =>
            new StoreFullException($"the database cannot store anything: {e.Message}", e),
        _ => failure,
    };
}
