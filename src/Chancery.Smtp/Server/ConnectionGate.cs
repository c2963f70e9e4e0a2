namespace Chancery.Smtp.Server;

/// <summary>Counts the sessions of all listeners against their maximum.</summary>
/// <param name="maximum">In force now; who is in when it is lowered stays.</param>
internal sealed class ConnectionGate(Func<int> maximum, double scarceFrom = 0.8)
{
    private int _open;

    /// <summary>So many places are taken that slow clients may not keep theirs.</summary>
    public bool IsScarce => Volatile.Read(ref _open) > maximum() * scarceFrom;

    /// <summary>False when full; else to be followed by one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= maximum())
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}
