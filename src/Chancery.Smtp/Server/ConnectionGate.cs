namespace Chancery.Smtp.Server;

/// <summary>Counts the sessions of all listeners against their maximum.</summary>
internal sealed class ConnectionGate(int maximum)
{
    private int _open;

    /// <summary>False when full; else to be followed by one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= maximum)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}
