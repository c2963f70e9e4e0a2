using System.Security.Cryptography;
using Chancery.Policy;

namespace Chancery.Protection.Keys;

/// <summary>
/// Private keys that were opened lately, so that not every message opens its own: bounded for each tenant and in time. Whether a key
/// may be used is asked of the store each time; one that may not is destroyed here. Their octets live in the system's library only.
/// </summary>
internal sealed class LoadedKeys(TimeProvider time)
{
    private const int MostOfTenant = 500;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Dictionary<string, LoadedKey>> _tenants = [];
    private ITimer? _sweep;

    /// <summary>The place of a key; empty where it was not opened lately.</summary>
    public LoadedKey Of(TenantId tenant, string fingerprint)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenant, out var keys))
                _tenants[tenant] = keys = new Dictionary<string, LoadedKey>(StringComparer.Ordinal);
            if (!keys.TryGetValue(fingerprint, out var key) || IsOver(key))
            {
                Remove(keys, fingerprint);
                if (keys.Count >= MostOfTenant)
                    Remove(keys, keys.MinBy(entry => entry.Value.LastUse).Key);
                keys[fingerprint] = key = new LoadedKey(time.GetTimestamp());
                _sweep ??= time.CreateTimer(_ => Sweep(), null, Period, Period);
            }

            key.LastUse = time.GetTimestamp();
            return key;
        }
    }

    /// <summary>The key is no longer to be used.</summary>
    public void Forget(TenantId tenant, string fingerprint)
    {
        lock (_lock)
        {
            if (_tenants.TryGetValue(tenant, out var keys))
                Remove(keys, fingerprint);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var key in _tenants.Values.SelectMany(keys => keys.Values))
                key.Handles.Close();
            _tenants.Clear();
            StopIfEmpty();
        }
    }

    private static void Remove(Dictionary<string, LoadedKey> keys, string fingerprint)
    {
        if (keys.Remove(fingerprint, out var key))
            key.Handles.Close();
    }

    private bool IsOver(LoadedKey key) => time.GetElapsedTime(key.Since) >= Life;

    private void Sweep()
    {
        lock (_lock)
        {
            foreach (var (tenant, keys) in _tenants)
            {
                foreach (var (fingerprint, key) in keys)
                {
                    if (IsOver(key))
                        Remove(keys, fingerprint);
                }

                if (keys.Count == 0)
                    _tenants.Remove(tenant);
            }

            StopIfEmpty();
        }
    }

    /// <summary>A timer that runs would keep everything alive.</summary>
    private void StopIfEmpty()
    {
        if (_tenants.Count > 0)
            return;
        _sweep?.Dispose();
        _sweep = null;
    }
}

/// <summary>One private key and its opened objects.</summary>
/// <param name="Since">When it was opened first; after a while it is read from the store again.</param>
internal sealed record LoadedKey(long Since)
{
    public KeyHandles Handles { get; } = new();

    public long LastUse { get; set; }
}
