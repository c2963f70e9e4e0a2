using System.Data.Common;
using System.Threading.Channels;
using Chancery.Engine.Ports;
using Chancery.Policy;

namespace Chancery.Storage.Sql;

/// <summary>
/// The one writer of this process: takes waiting operations together into one transaction, so that many share one sync of
/// the disk. Where one fails, each runs once more in a savepoint and fails alone; none is answered before the commit is on the disk.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MaxBatch = 128;
    private const int MaxTries = 3;

    private readonly Database _database;
    private readonly Channel<Operation> _waiting = Channel.CreateUnbounded<Operation>(new() { SingleReader = true });
    private readonly Task _loop;
    private DbConnection? _connection;
    private long _commits;

    public Writer(Database database)
    {
        _database = database;
        _connection = database.OpenToWrite();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Runs an operation in a transaction; durable when the task ends. Cancelled only as long as it has not begun. It may run more than once, but counts once.</summary>
    /// <param name="tenants">Whose data it changes.</param>
    /// <exception cref="StoreFullException">The disk is full or failing; nothing was changed.</exception>
    public Task<T> RunAsync<T>(IReadOnlyCollection<TenantId> tenants, Func<DbConnection, T> work, CancellationToken cancel)
    {
        var operation = new Operation<T>(tenants, work, cancel);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(operation), this);
        return operation.Result;
    }

    public Task<T> RunAsync<T>(TenantId tenant, Func<DbConnection, T> work, CancellationToken cancel) => RunAsync([tenant], work, cancel);

    public Task RunAsync(TenantId tenant, Action<DbConnection> work, CancellationToken cancel) => RunAsync([tenant], work, cancel);

    public Task RunAsync(IReadOnlyCollection<TenantId> tenants, Action<DbConnection> work, CancellationToken cancel) =>
        RunAsync(tenants, connection => { work(connection); return true; }, cancel);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _connection?.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Operation>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var operation))
                if (!operation.TryCancel())
                    batch.Add(operation);
            if (batch.Count > 0)
                Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<Operation> batch)
    {
        for (var tries = 1; ; tries++)
        {
            var transaction = new Transaction(_database);
            try
            {
                _connection ??= _database.OpenToWrite();
                transaction.Run(_connection, batch);
                Interlocked.Increment(ref _commits);
                batch.ForEach(operation => operation.Complete());
                return;
            }
            catch (Exception e)
            {
                // Whatever the connection held of a failed commit goes with it.
                _connection?.Dispose();
                _connection = null;
                if (tries < MaxTries && !transaction.MayHaveCommitted && _database.IsPassing(e))
                    continue;
                var failure = _database.Translate(e);
                batch.ForEach(operation => operation.Fail(failure));
                return;
            }
        }
    }
}
