using Chancery.Engine.People;
using Chancery.Engine.Settings;
using Chancery.Engine.Verdicts;
using Chancery.Policy;
using Chancery.Policy.Findings;

namespace Chancery.Engine.Tenants;

/// <summary>
/// Directories and classifiers that policies name and the settings lack (language, R1). Which kinds of source there are at all the policies were loaded with.
/// </summary>
public static class MissingServices
{
    public static IReadOnlyList<Finding> FindingsFor(IReadOnlyDictionary<TenantId, IPolicy> policies, GatewaySettings settings) =>
        [.. policies.SelectMany(entry => MissingDirectories.FindingsFor(entry.Key, entry.Value, settings).Concat(MissingClassifiers.FindingsFor(entry.Value, settings)))];
}
