using Chancery.Policy;
using Chancery.Policy.Records;

namespace Chancery.Engine.Ports;

/// <summary>Pseudonyms for people in decision records: one key per tenant and month, so that records of two tenants cannot be joined.</summary>
public interface IPseudonymSource
{
    /// <param name="at">When the message was received.</param>
    IPseudonyms For(TenantId tenant, DateTimeOffset at);
}
