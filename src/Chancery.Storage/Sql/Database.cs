using System.Data.Common;
using Chancery.Policy;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>One engine under the stores: its connections, its transactions, and what its failures mean.</summary>
internal abstract class Database
{
    public abstract Dialect Dialect { get; }

    public abstract DbConnection OpenToRead();

    /// <summary>A connection whose commits are on stable storage when they return.</summary>
    public abstract DbConnection OpenToWrite();

    /// <summary>Begins a transaction that changes the given tenants. Their registers are numbered without gaps, so writers of one tenant come one after the other.</summary>
    public abstract void BeginWriting(DbConnection connection, IEnumerable<TenantId> tenants);

    /// <summary>True if a failure ended the transaction as a whole, so that there is nothing to go back to.</summary>
    public abstract bool HasLostTransaction(DbConnection connection);

    /// <summary>True if the same transaction may succeed when run once more.</summary>
    public abstract bool IsPassing(Exception failure);

    /// <summary>What a failure means to the engine of the gateway.</summary>
    public abstract Exception Translate(Exception failure);

    /// <summary>Closes idle connections.</summary>
    public abstract void Close();

    /// <summary>Runs one query.</summary>
    public T Ask<T>(Func<DbConnection, T> query)
    {
        try
        {
            using var connection = OpenToRead();
            return query(connection);
        }
        catch (DbException failure) when (Translate(failure) is var told && told != failure)
        {
            throw told;
        }
    }

    /// <summary>Runs queries that all see the same state.</summary>
    public T Read<T>(Func<DbConnection, T> queries) => Ask(connection =>
    {
        connection.Execute(BeginReading);
        try
        {
            return queries(connection);
        }
        finally
        {
            connection.Execute("ROLLBACK TRANSACTION");
        }
    });

    protected abstract string BeginReading { get; }
}
