using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Host.Settings;
using Chancery.Policy;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;

namespace Chancery.Host.Serving;

/// <summary>The policy folder: loads what lies there and tells when it has changed.</summary>
internal static class PolicySource
{
    /// <summary>Policies by tenant, with findings for what <c>serve</c> cannot do yet (language, R41). Never throws for what lies in the folder.</summary>
    public static PolicyLoad Load(HostSettings settings)
    {
        var tenants = settings.Gateway.Tenants;
        var folder = settings.Policy.Folder;
        if (!Directory.Exists(folder))
            return Failed(folder, "there is no policy folder here", "make it, or name another under  policy: { source: … }");
        try
        {
            var sources = GatewaySources.Of(settings.Gateway);
            var load = tenants.Count == 1 ? PolicyLoader.Load(folder, tenants.Keys.Single(), sources) : PolicyLoader.Load(folder, sources);
            return load with { Findings = [.. load.Findings, .. load.Policies.Values.SelectMany(Unbuilt.FindingsFor), .. MissingServices.FindingsFor(load.Policies, settings.Gateway), .. WithoutPolicy(settings, load), .. OtherDomains(settings, load)] };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failed(folder, "the policy folder cannot be read", e.Message);
        }
    }

    /// <summary>Changes when a file of the folder does: names, sizes and times of all files.</summary>
    public static string Fingerprint(string folder)
    {
        try
        {
            var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal);
            var text = string.Join('\n', files.Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }

    private static IEnumerable<Finding> WithoutPolicy(HostSettings settings, PolicyLoad load) =>
        load.HasErrors
            ? []
            : settings.Gateway.Tenants.Keys.Where(id => !load.Policies.ContainsKey(id))
                .Select(id => new Finding(SettingsCodes.Dangling, Severity.Error, settings.File, 1, 1, 0, $"tenant \"{id}\" has no policy in {settings.Policy.Folder}", $"make a folder for it there, or take it out of  tenants:"));

    /// <summary>In <c>serve</c> the rights come from the settings; tests and simulations judged by what the manifest says (language, R25).</summary>
    private static IEnumerable<Finding> OtherDomains(HostSettings settings, PolicyLoad load) =>
        from entry in load.Policies
        let said = entry.Value.Domains
        let rights = settings.Gateway.Tenants.GetValueOrDefault(entry.Key)?.Domains ?? []
        where said.Count > 0 && rights.Count > 0 && !rights.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(said)
        select new Finding(
            SettingsCodes.OtherDomains, Severity.Warning, settings.File, 1, 1, 0,
            $"tenant \"{entry.Key}\" has the domains {string.Join(", ", rights)} here and {string.Join(", ", said)} in its policy", "the settings count; write the same in  policy.yaml, or leave it out there");

    private static PolicyLoad Failed(string folder, string message, string help) =>
        new(new Dictionary<TenantId, IPolicy>(), [new Finding(SettingsCodes.Unreadable, Severity.Error, folder, 1, 1, 0, message, help)]);
}
