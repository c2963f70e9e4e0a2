using System.Data.Common;
using Chancery.Policy;

namespace Chancery.Storage.Sql;

/// <summary>Something that waits for a transaction.</summary>
/// <param name="tenants">Whose data it changes.</param>
internal abstract class Operation(IReadOnlyCollection<TenantId> tenants, CancellationToken cancel)
{
    public IReadOnlyCollection<TenantId> Tenants => tenants;

    protected CancellationToken Cancel { get; } = cancel;

    /// <summary>What went wrong in its savepoint; then nothing of it is in the transaction.</summary>
    public Exception? Failure { get; set; }

    public abstract void Run(DbConnection connection);

    public abstract void Complete();

    public abstract void Fail(Exception cause);

    /// <summary>Ends the operation if its caller went away before it began.</summary>
    public abstract bool TryCancel();
}

internal sealed class Operation<T>(IReadOnlyCollection<TenantId> tenants, Func<DbConnection, T> work, CancellationToken cancel) : Operation(tenants, cancel)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Result => _result.Task;

    public override void Run(DbConnection connection) => _value = work(connection);

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
