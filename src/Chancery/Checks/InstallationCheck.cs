using Chancery.Host.Cli;
using Chancery.Host.Serving;
using Chancery.Host.Settings;
using Chancery.Host.Settings.Tree;
using Chancery.Policy.Findings;

namespace Chancery.Host.Checks;

/// <summary>Looks at everything a running gateway will lean on.</summary>
internal static class InstallationCheck
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        HostSettings settings, IReadOnlyList<Finding> found, TimeProvider time, CancellationToken cancel)
    {
        var findings = new FindingList();
        findings.AddRange(found);
        var top = new SettingsPlace(settings.File, 1, 1, 0);
        foreach (var listener in settings.Gateway.Listeners)
            CertificateCheck.Check(listener, settings.Places.GetValueOrDefault(listener.Address.ToString(), top), findings, time.GetUtcNow());
        await CheckStoresAsync(settings, top, findings, cancel);
        findings.AddRange(PolicySource.Load(settings).Findings);
        await Task.WhenAll(settings.Gateway.NextHops.Values.Select(hop =>
            HopCheck.CheckAsync(hop, settings.Gateway.Hostname, settings.Places.GetValueOrDefault(hop.Name, top), findings, time, cancel)));
        return findings.Sorted;
    }

    private static async Task CheckStoresAsync(HostSettings settings, SettingsPlace place, FindingList findings, CancellationToken cancel)
    {
        try
        {
            await using var storage = await Stores.VisitAsync(settings, cancel);
            await storage.Mail.NextDueAsync(cancel);
        }
        catch (UsageException broken)
        {
            findings.Error(SettingsCodes.Store, place, broken.Message, broken.Help);
        }
    }
}
