using System.Net;
using Chancery.Engine.Receive.Rates;
using Chancery.Smtp.Server.Throttling;

namespace Chancery.Smtp.Server.Auth;

/// <summary>Remembers which clients guess passwords: after too many wrong ones an address is not heard for a while.</summary>
internal sealed class LoginGuard(TimeProvider time, int perMinute)
{
    private readonly RateTable _failures = new(time, () => perMinute, burst: () => 4 * perMinute);

    public bool IsBarred(IPAddress? address) => !_failures.HasRoom(ClientKey.Of(address));

    public void Failed(IPAddress? address) => _failures.TryTake(ClientKey.Of(address));

    public void Succeeded(IPAddress? address) => _failures.Forget(ClientKey.Of(address));
}
