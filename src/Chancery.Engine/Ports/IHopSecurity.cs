using Chancery.Engine.Settings;

namespace Chancery.Engine.Ports;

/// <summary>What TLS a next hop will do for mail to a domain, as far as it is bound to it before anybody talks.</summary>
public interface IHopSecurity
{
    /// <returns><c>none</c>, <c>opportunistic</c>, <c>verified</c>, <c>dane</c> or <c>mta-sts</c>; null where the DNS gives no answer now.</returns>
    Task<string?> LookAsync(NextHop hop, string domain, CancellationToken cancel);
}
