using System.Security.Cryptography;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>
/// Binds content keys to their cipher: what was encrypted for GCM is never tried with CBC, which CMS by itself would allow and
/// which turns authenticated mail into a puzzle an attacker can play with. Remembers the last wrapped keys it saw.
/// </summary>
public sealed class CipherBinding
{
    private const int Remembered = 20_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _authenticated = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <returns>False if the key was seen with an authenticated cipher before, and this one is none.</returns>
    internal bool Allows(SealedKey key, ContentCipher cipher)
    {
        var name = Convert.ToHexString(SHA256.HashData(key.Encrypted));
        lock (_lock)
        {
            if (!cipher.IsAuthenticated)
                return !_authenticated.Contains(name);
            if (!_authenticated.Add(name))
                return true;
            _order.Enqueue(name);
            if (_order.Count > Remembered)
                _authenticated.Remove(_order.Dequeue());
            return true;
        }
    }
}
