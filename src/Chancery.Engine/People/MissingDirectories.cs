using Chancery.Engine.Settings;
using Chancery.Policy;
using Chancery.Policy.Findings;

namespace Chancery.Engine.People;

/// <summary>What a policy asks of directories that the settings do not have (language, R1): never "unknown" for ever, but an error at once.</summary>
public static class MissingDirectories
{
    private const string Code = "CH3101";

    private static readonly HashSet<string> Attributes = ["fact:sender.department", "fact:sender.site", "fact:recipient.department", "fact:recipient.site", "fact:recipient.kind"];

    public static IReadOnlyList<Finding> FindingsFor(TenantId tenant, IPolicy policy, GatewaySettings settings)
    {
        var own = Directories.Of(tenant, settings);
        var attributes = own.Count > 0 ? [] : policy.Uses.Where(use => Attributes.Contains(use.Name)).Select(use => new Finding(
            Code, Severity.Error, use.File, use.Line, use.Column, 1, $"`{use.Name["fact:".Length..]}` cannot be known: no directory is configured{For(tenant, settings)}", Help(tenant, settings)));
        var names = policy.Directories.Groups.Select(group => ("group", group)).Concat(policy.Directories.Roles.Select(role => ("role", role)))
            .Where(entry => own.All(directory => directory.Name != entry.Item2.Value.Source)).Select(entry => new Finding(
                Code, Severity.Error, entry.Item2.Value.File, entry.Item2.Value.Line, entry.Item2.Value.Column, entry.Item2.Value.Source.Length,
                $"{entry.Item1} `{entry.Item2.Key}` cannot be known: no directory `{entry.Item2.Value.Source}` is configured{For(tenant, settings)}", Help(tenant, settings)));
        return [.. attributes, .. names];
    }

    private static string For(TenantId tenant, GatewaySettings settings) => settings.Tenants.Count > 1 ? $" for tenant {tenant}" : "";

    private static string Help(TenantId tenant, GatewaySettings settings) =>
        settings.Tenants.Count > 1 ? $"name it under  directories:  of the settings, with  tenant: {tenant}" : "name it under  directories:  of the settings";
}
