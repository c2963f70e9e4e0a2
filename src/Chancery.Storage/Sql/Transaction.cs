using System.Data.Common;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>One transaction over a batch of operations.</summary>
internal sealed class Transaction(Database database)
{
    /// <summary>True once the commit was asked for: from then on a failure does not say that nothing was stored.</summary>
    public bool MayHaveCommitted { get; private set; }

    /// <exception cref="Exception">Nothing of the batch was committed.</exception>
    public void Run(DbConnection connection, IReadOnlyList<Operation> batch)
    {
        if (!TryTogether(connection, batch))
            OneByOne(connection, batch);
        MayHaveCommitted = true;
        connection.Execute("COMMIT TRANSACTION");
    }

    /// <summary>Without savepoints, which cost a copy of every page: almost always nothing fails.</summary>
    /// <returns>False if one failed; then nothing was done.</returns>
    private bool TryTogether(DbConnection connection, IReadOnlyList<Operation> batch)
    {
        Begin(connection, batch);
        try
        {
            foreach (var operation in batch)
            {
                operation.Failure = null;
                operation.Run(connection);
            }

            return true;
        }
        catch (Exception e)
        {
            if (database.HasLostTransaction(connection) || database.IsPassing(e))
                throw;
            connection.Execute("ROLLBACK TRANSACTION");
            return false;
        }
    }

    /// <summary>What fails fails alone.</summary>
    private void OneByOne(DbConnection connection, IReadOnlyList<Operation> batch)
    {
        Begin(connection, batch);
        foreach (var operation in batch)
            RunInSavepoint(connection, operation);
    }

    private void Begin(DbConnection connection, IReadOnlyList<Operation> batch) =>
        database.BeginWriting(connection, batch.SelectMany(operation => operation.Tenants).Distinct());

    private void RunInSavepoint(DbConnection connection, Operation operation)
    {
        operation.Failure = null;
        connection.Execute("SAVEPOINT operation");
        try
        {
            operation.Run(connection);
            connection.Execute("RELEASE operation");
        }
        catch (Exception e)
        {
            if (database.HasLostTransaction(connection) || database.IsPassing(e))
                throw;
            connection.Execute("ROLLBACK TO operation; RELEASE operation");
            operation.Failure = database.Translate(e);
        }
    }
}
