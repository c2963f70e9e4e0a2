using Chancery.Storage.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Backups;

/// <summary>A copy of a SQLite database in use, as it stood at one moment; writers go on meanwhile.</summary>
internal static class SqliteCopy
{
    public static void Write(string from, string to)
    {
        DurableFiles.CreateOnce(to, []);
        using (var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString()))
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString()))
        {
            source.Open();
            copy.Open();
            source.BackupDatabase(copy);
            // Without side files, so that the one file is the whole.
            copy.Execute("PRAGMA journal_mode = DELETE");
            if (copy.ExecuteScalar<string>("PRAGMA integrity_check") is not "ok" and var found)
                throw new BackupException($"the copy of the database is damaged ({found}): the original may be too");
        }

        using var file = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        DurableFiles.SyncFolderOf(to);
    }
}
