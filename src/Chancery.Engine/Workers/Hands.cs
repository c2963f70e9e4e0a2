namespace Chancery.Engine.Workers;

/// <summary>
/// The hands of one kind of work. New work may take a free one at once, without a way through the store; a quarter of all, and of
/// what a lane may have, is kept for what waits in the store, so that new work never keeps older work waiting for ever.
/// </summary>
internal sealed class Hands(int count)
{
    private const int KeptPart = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _busy = new(StringComparer.Ordinal);
    private TaskCompletionSource? _rest;
    private int _taken;
    private bool _open;

    public bool AreBusy
    {
        get
        {
            lock (_lock)
                return _taken == count;
        }
    }

    public void Open()
    {
        lock (_lock)
            _open = true;
    }

    /// <summary>A hand for new work; null if none is free for it.</summary>
    /// <param name="most">As many pieces as its lane may have in work.</param>
    public bool TryTake(string lane, int most)
    {
        lock (_lock)
        {
            var busy = _busy.GetValueOrDefault(lane);
            if (!_open || count - _taken <= Kept(count) || busy >= most - Kept(most))
                return false;
            _busy[lane] = busy + 1;
            _taken++;
            return true;
        }
    }

    /// <summary>Hands for what a claim may bring; those it does not need are given back.</summary>
    public int TakeForClaim()
    {
        lock (_lock)
        {
            var taken = Math.Min(count - _taken, Kept(count));
            _taken += taken;
            return taken;
        }
    }

    /// <summary>A hand that was taken for a claim works in this lane.</summary>
    public void Enter(string lane)
    {
        lock (_lock)
            _busy[lane] = _busy.GetValueOrDefault(lane) + 1;
    }

    public void GiveBack(int hands)
    {
        lock (_lock)
        {
            _taken -= hands;
            if (_taken == 0)
                _rest?.TrySetResult();
        }
    }

    /// <returns>How many are still at work in the lane.</returns>
    public int Leave(string lane)
    {
        int left;
        lock (_lock)
        {
            left = _busy[lane] - 1;
            if (left == 0)
                _busy.Remove(lane);
            else
                _busy[lane] = left;
        }

        GiveBack(1);
        return left;
    }

    /// <summary>Nothing new is taken; ends when all hands rest.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _open = false;
            if (_taken == 0)
                return Task.CompletedTask;
            _rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _rest.Task;
        }
    }

    public static int Kept(int all) => Math.Max(1, all / KeptPart);
}
