using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Something that waits for a transaction.</summary>
internal abstract class Operation(CancellationToken cancel)
{
    protected CancellationToken Cancel { get; } = cancel;

    /// <summary>What went wrong in its savepoint; then nothing of it is in the transaction.</summary>
    public Exception? Failure { get; set; }

    public abstract void Run(SqliteConnection connection);

    public abstract void Complete();

    public abstract void Fail(Exception cause);

    /// <summary>Ends the operation if its caller went away before it began.</summary>
    public abstract bool TryCancel();
}

internal sealed class Operation<T>(Func<SqliteConnection, T> work, CancellationToken cancel) : Operation(cancel)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Result => _result.Task;

    public override void Run(SqliteConnection connection) => _value = work(connection);

    public override void Complete()
    {
        if (Failure is null)
            _result.TrySetResult(_value!);
        else
            _result.TrySetException(Failure);
    }

    public override void Fail(Exception cause) => _result.TrySetException(cause);

    public override bool TryCancel() => Cancel.IsCancellationRequested && _result.TrySetCanceled(Cancel);
}
