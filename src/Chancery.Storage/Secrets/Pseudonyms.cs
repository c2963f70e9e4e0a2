using System.Globalization;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Records;

namespace Chancery.Storage.Secrets;

/// <summary>Keys of pseudonyms, made from the master key for each tenant and month (UTC).</summary>
public sealed class Pseudonyms(ISecrets secrets) : IPseudonymSource
{
    public IPseudonyms For(TenantId tenant, DateTimeOffset at) =>
        new HmacPseudonyms(secrets.Derive(tenant, $"pseudonyms {at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)}"));
}
