using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Chancery.Storage.Sqlite;

/// <summary>One transaction over a batch of operations.</summary>
internal static class Transaction
{
    /// <exception cref="Exception">Nothing of the batch was committed.</exception>
    public static void Run(SqliteConnection connection, IReadOnlyList<Operation> batch)
    {
        // Waits for another process that writes, as long as the connection's command timeout.
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var operation in batch)
            RunInSavepoint(connection, operation);
        connection.Execute("COMMIT");
    }

    private static void RunInSavepoint(SqliteConnection connection, Operation operation)
    {
        connection.Execute("SAVEPOINT operation");
        try
        {
            operation.Run(connection);
            connection.Execute("RELEASE operation");
        }
        catch (Exception e)
        {
            // Some failures (disk full, input/output) end the whole transaction; then all of the batch fail.
            if (raw.sqlite3_get_autocommit(connection.Handle) != 0)
                throw;
            connection.Execute("ROLLBACK TO operation; RELEASE operation");
            operation.Failure = SqliteFailures.Translate(e);
        }
    }
}
