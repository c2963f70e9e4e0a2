using Chancery.Mail.Inspection;

namespace Chancery.Mail.Contents;

/// <summary>What looking into the containers of one mail may cost. What comes out is counted, never what a header says of it.</summary>
internal sealed class ContentBudget(InspectionLimits limits)
{
    private readonly TimeProvider _clock = limits.Clock;
    private int _entries;
    private long _octets;
    private long _running;
    private TimeSpan _spent;

    public InspectionLimits Limits => limits;

    /// <summary>Why nothing more is looked into; null while something is left.</summary>
    public string? Exhausted { get; private set; }

    /// <exception cref="ContentException">Too many.</exception>
    public void TakeEntry()
    {
        if (++_entries > limits.ArchiveEntries) Stop("the entries of archives are over the limit");
    }

    /// <exception cref="ContentException">Too many, or too late.</exception>
    public void TakeOctets(int octets)
    {
        if ((_octets += octets) > limits.ArchiveBytes) Stop("the unpacked size is over the limit");
        CheckTime();
    }

    /// <summary>Time counts while this is held.</summary>
    public IDisposable Working()
    {
        if (Exhausted is { } reason) throw new ContentException(reason);
        return new Work(this);
    }

    private void CheckTime()
    {
        if (_running != 0 && _spent + _clock.GetElapsedTime(_running) > limits.ArchiveTime) Stop("looking into archives takes too long");
    }

    private void Stop(string reason)
    {
        Exhausted = reason;
        throw new ContentException(reason);
    }

    private sealed class Work : IDisposable
    {
        private readonly ContentBudget _budget;
        private readonly bool _outermost;

        public Work(ContentBudget budget)
        {
            _budget = budget;
            _outermost = budget._running == 0;
            if (_outermost) budget._running = Math.Max(1, budget._clock.GetTimestamp());
        }

        public void Dispose()
        {
            if (!_outermost) return;
            _budget._spent += _budget._clock.GetElapsedTime(_budget._running);
            _budget._running = 0;
        }
    }
}
