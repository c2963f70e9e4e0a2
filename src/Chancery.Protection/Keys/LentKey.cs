using System.Security.Cryptography;

namespace Chancery.Protection.Keys;

/// <summary>A private key for one user at a time; disposed, it goes back to where it was lent from, and must not be used any more.</summary>
public sealed class LentKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private KeyHandles? _home;

    internal LentKey(AsymmetricAlgorithm key, KeyHandles home) => (_key, _home) = (key, home);

    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    public AsymmetricAlgorithm Key => _home is null ? throw new ObjectDisposedException(nameof(LentKey)) : _key;

    public void Dispose() => Interlocked.Exchange(ref _home, null)?.GiveBack(_key);
}
