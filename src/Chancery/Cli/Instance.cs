using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Host.Settings;
using Chancery.Policy;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;

namespace Chancery.Host.Cli;

/// <summary>The settings a verb works on.</summary>
internal static class Instance
{
    /// <exception cref="UsageException">They cannot be read or have errors.</exception>
    public static HostSettings Settings(Invocation call)
    {
        var load = Load(call);
        return load.Settings ?? throw new UsageException(
            call.Say($"the settings in {call.ConfigFile} have errors", $"die Einstellungen in {call.ConfigFile} haben Fehler"))
        {
            Findings = load.Findings,
        };
    }

    /// <summary>
    /// What the installation of the settings can find out (language, R1). Where there are no settings, or none that can be read, a policy is
    /// checked as for an installation without scanners and services.
    /// </summary>
    public static InstallationSources Sources(Invocation call)
    {
        var settings = SettingsAtHand(call);
        return settings is null ? InstallationSources.Verifier : GatewaySources.Of(settings.Gateway);
    }

    /// <summary>A policy as the installation of the settings would load it, with what its rules need and the settings lack.</summary>
    public static PolicyLoad LoadPolicy(Invocation call, string folder)
    {
        if (SettingsAtHand(call) is not { } settings)
            return PolicyLoader.Load(folder, InstallationSources.Verifier);
        var (gateway, sources) = (settings.Gateway, GatewaySources.Of(settings.Gateway));
        var load = gateway.Tenants.Count == 1 ? PolicyLoader.Load(folder, gateway.Tenants.Keys.Single(), sources) : PolicyLoader.Load(folder, sources);
        return load with { Findings = [.. load.Findings, .. MissingServices.FindingsFor(load.Policies, gateway)] };
    }

    /// <summary>Null where there are none, or none that can be read.</summary>
    private static HostSettings? SettingsAtHand(Invocation call)
    {
        if (!call.ConfigGiven && !File.Exists(call.ConfigFile))
            return null;
        // A file that happens to lie here and needs, say, secrets of another machine does not keep a policy from being checked.
        return call.ConfigGiven ? Settings(call) : Load(call).Settings;
    }

    public static SettingsLoad Load(Invocation call)
    {
        var environment = SettingsReader.ProcessEnvironment().ToList();
        var onlyEnvironment = !call.ConfigGiven && !File.Exists(call.ConfigFile)
            && environment.Exists(entry => entry.Key.StartsWith("CHANCERY__", StringComparison.Ordinal));
        if (onlyEnvironment)
            return SettingsReader.Read(call.ConfigFile, "", environment);
        try
        {
            return SettingsReader.ReadFile(call.ConfigFile, environment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                call.Say($"cannot read the settings {call.ConfigFile}", $"die Einstellungen {call.ConfigFile} sind nicht lesbar"),
                call.Say("name the file with  --config FILE", "nennen Sie die Datei mit  --config DATEI"));
        }
    }

    /// <summary>Warnings about settings in use go to standard error.</summary>
    public static void Warn(Invocation call, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Severity == Severity.Warning))
            call.Error.WriteLine($"{finding.File}:{finding.Line}: {finding.Code}: {finding.Message}");
    }
}
