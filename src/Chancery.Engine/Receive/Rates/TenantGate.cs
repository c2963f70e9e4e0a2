using Chancery.Engine.Settings;
using Chancery.Policy;

namespace Chancery.Engine.Receive.Rates;

/// <summary>Keeps one tenant's mail from taking the place of all others'.</summary>
/// <param name="limits">Those in force now.</param>
internal sealed class TenantGate(Func<ClientLimits> limits, TimeProvider time)
{
    private readonly RateTable _messages = new(time, () => limits().TenantMessages);
    private readonly Dictionary<TenantId, int> _open = [];
    private readonly Lock _lock = new();

    /// <summary>A place for one message; given back by disposing it.</summary>
    /// <exception cref="ReceptionException">A tenant has too many.</exception>
    public IDisposable Enter(IEnumerable<TenantId> tenants)
    {
        var entered = tenants.Distinct().ToList();
        lock (_lock)
        {
            if (entered.Any(IsFull) || !entered.All(tenant => _messages.TryTake(tenant.ToString())))
                throw new ReceptionException(Refusals.TenantBusy);
            foreach (var tenant in entered)
                _open[tenant] = _open.GetValueOrDefault(tenant) + 1;
        }

        return new Place(this, entered);
    }

    private bool IsFull(TenantId tenant) => limits().TenantSessions is > 0 and var most && _open.GetValueOrDefault(tenant) >= most;

    private void Leave(IReadOnlyList<TenantId> tenants)
    {
        lock (_lock)
            foreach (var tenant in tenants)
            {
                if (--_open[tenant] == 0)
                    _open.Remove(tenant);
            }
    }

    private sealed class Place(TenantGate gate, IReadOnlyList<TenantId> tenants) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!_left)
                gate.Leave(tenants);
            _left = true;
        }
    }
}
