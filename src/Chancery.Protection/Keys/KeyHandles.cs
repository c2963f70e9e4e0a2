using System.Security.Cryptography;

namespace Chancery.Protection.Keys;

/// <summary>
/// Opened objects of one key, each lent to one user at a time: the platform does not promise that a key may be used from two threads,
/// and opening one costs more than using it.
/// </summary>
internal sealed class KeyHandles
{
    private readonly AsymmetricAlgorithm?[] _free = new AsymmetricAlgorithm?[Environment.ProcessorCount];
    private volatile bool _isClosed;

    /// <summary>Null if none is free.</summary>
    public AsymmetricAlgorithm? Take()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Interlocked.Exchange(ref _free[i], null) is { } key)
                return key;
        }

        return null;
    }

    /// <summary>Kept for the next one; destroyed where enough are there, or nobody shall use the key any more.</summary>
    public void GiveBack(AsymmetricAlgorithm key)
    {
        for (var i = 0; i < _free.Length && !_isClosed; i++)
        {
            if (Interlocked.CompareExchange(ref _free[i], key, null) is not null)
                continue;
            if (_isClosed)
                Close();
            return;
        }

        key.Dispose();
    }

    /// <summary>Destroys what is free; what is lent is destroyed when it comes back.</summary>
    public void Close()
    {
        _isClosed = true;
        while (Take() is { } key)
            key.Dispose();
    }
}
