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
        database.BeginWriting(connection, batch.SelectMany(operation => operation.Tenants).Distinct());
        foreach (var operation in batch)
            RunInSavepoint(connection, operation);
        MayHaveCommitted = true;
        connection.Execute("COMMIT TRANSACTION");
    }

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
