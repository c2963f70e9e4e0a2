using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Chancery.Storage.Sqlite;

/// <summary>One transaction over a batch of operations.</summary>
internal sealed class Transaction(SqliteConnection connection, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int BusyRounds = 6;

    /// <exception cref="Exception">Nothing of the batch was committed.</exception>
    public async Task RunAsync(IReadOnlyList<Operation> batch)
    {
        await BeginAsync();
        foreach (var operation in batch)
            RunInSavepoint(operation);
        connection.Execute("COMMIT");
    }

    /// <summary>Each round waits for the busy timeout of the connection; another process may hold the lock longer than that.</summary>
    private async Task BeginAsync()
    {
        for (var round = 1; ; round++)
        {
            try
            {
                connection.Execute("BEGIN IMMEDIATE");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY && round < BusyRounds)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    private void RunInSavepoint(Operation operation)
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
