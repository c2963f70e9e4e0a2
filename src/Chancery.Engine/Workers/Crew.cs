namespace Chancery.Engine.Workers;

/// <summary>Does one kind of work with so many hands: what is claimed from the store, and what is handed to it as it comes into being.</summary>
internal sealed class Crew(int count, TimeProvider time)
{
    /// <summary>Another process (the command line) may leave work in the store without raising our signal.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Hands _hands = new(count);
    private readonly WorkSignal _signal = new(time);
    private Shift? _shift;
    private volatile bool _more;

    /// <summary>The time between start and end of the process.</summary>
    private sealed record Shift(IWorker Worker, Func<Exception, Task> Failed, CancellationToken Stop, CancellationToken Abort);

    /// <summary>There is something due in the store.</summary>
    public void Wake() => _signal.Raise();

    /// <summary>A hand that will do new work as soon as that is stored as ours; null if none is free, and then it waits in the store like everything else.</summary>
    public Hand? TryTake(string lane) => _shift is { } shift && _hands.TryTake(lane, shift.Worker.MostIn(lane)) ? new Hand(this, lane) : null;

    /// <param name="failed">Told of what went wrong; ends when work may go on.</param>
    /// <param name="stop">Take nothing new; what is in hand is finished.</param>
    /// <param name="abort">Leave what is in hand.</param>
    public async Task RunAsync(IWorker worker, Func<Exception, Task> failed, CancellationToken stop, CancellationToken abort)
    {
        _shift = new Shift(worker, failed, stop, abort);
        _hands.Open();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var next = _signal.Next;
                _more = await ClaimAsync(_shift);
                // With all hands busy, the next one that is free looks again.
                if (!_more || _hands.AreBusy)
                    await _signal.WaitAsync(next, LookAgain, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                await failed(failure);
            }
        }

        await _hands.CloseAsync();
    }

    /// <returns>True if there may be more than was taken.</returns>
    private async Task<bool> ClaimAsync(Shift shift)
    {
        var hands = _hands.TakeForClaim();
        if (hands == 0)
            return true;
        var begun = 0;
        try
        {
            foreach (var piece in await shift.Worker.ClaimAsync(hands, shift.Abort))
            {
                _hands.Enter(piece.Lane);
                Begin(shift, piece);
                begun++;
            }
        }
        finally
        {
            _hands.GiveBack(hands - begun);
        }

        return begun == hands;
    }

    private void Begin(Shift shift, Piece piece) => _ = Task.Run(() => DoAsync(shift, piece), CancellationToken.None);

    private async Task DoAsync(Shift shift, Piece piece)
    {
        try
        {
            await piece.Do(shift.Abort);
        }
        catch (OperationCanceledException) when (shift.Abort.IsCancellationRequested)
        {
            // Given back at the end.
        }
        catch (Exception failure)
        {
            await shift.Failed(failure);
        }
        finally
        {
            Leave(shift, piece.Lane);
        }
    }

    /// <summary>Looks into the store again where something waits for a hand; for a place in a full lane, when there are some.</summary>
    private void Leave(Shift shift, string lane)
    {
        var most = shift.Worker.MostIn(lane);
        if (_hands.Leave(lane) == most - Hands.Kept(most) || _more)
            Wake();
    }

    /// <summary>A hand in waiting; given back where it gets nothing to do.</summary>
    internal sealed class Hand(Crew crew, string lane) : IDisposable
    {
        private bool _used;

        public void Begin(Func<CancellationToken, Task> work)
        {
            _used = true;
            crew.Begin(crew._shift!, new Piece(lane, work));
        }

        public void Dispose()
        {
            if (!_used)
                crew.Leave(crew._shift!, lane);
        }
    }
}
