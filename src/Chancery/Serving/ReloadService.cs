using Chancery.Engine.Composition;
using Chancery.Engine.Tenants;
using Chancery.Host.Settings;
using Chancery.Policy.Findings;

namespace Chancery.Host.Serving;

/// <summary>
/// Takes up changes: SIGHUP reads settings, certificates and policy anew; a changed policy folder is noticed by itself. What
/// cannot be read changes nothing: the last good state stays, and the log says why.
/// </summary>
internal sealed partial class ReloadService(
    GatewayStart start, InstallationHolder installation, Certificates certificates, EngineServices engine, TimeProvider time, ILogger<ReloadService> log) : BackgroundService
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private HostSettings _settings = start.Settings;
    private string _fingerprint = PolicySource.Fingerprint(start.Settings.Policy.Folder);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signal = HangupSignal.On(() => _ = Task.Run(() => ReloadAllAsync(stoppingToken), stoppingToken));
        try
        {
            while (true)
            {
                await Task.Delay(_settings.Policy.Poll, time, stoppingToken);
                if (PolicySource.Fingerprint(_settings.Policy.Folder) != _fingerprint)
                    await ExclusiveAsync(ReloadPolicy, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private Task ReloadAllAsync(CancellationToken cancel) => ExclusiveAsync(
        () =>
        {
            ReloadSettings();
            ReloadCertificates();
            ReloadPolicy();
            engine.Keys.Forget();
        },
        cancel);

    private async Task ExclusiveAsync(Action reload, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            reload();
        }
        catch (Exception fault)
        {
            LogFault(fault);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Host name, listeners and stores stay as they are until the next start.</summary>
    private void ReloadSettings()
    {
        var load = start.Reread!();
        LogFindings(load.Findings);
        if (load.Settings is not { } settings)
        {
            LogKept("settings");
            return;
        }

        var (now, running) = (settings.Gateway, _settings.Gateway);
        if (settings.Storage != _settings.Storage || settings.Web != _settings.Web || now.Hostname != running.Hostname || !now.Listeners.SequenceEqual(running.Listeners))
            LogNeedsRestart();
        _settings = settings with { Storage = _settings.Storage, Web = _settings.Web, Gateway = now with { Hostname = running.Hostname, Listeners = running.Listeners } };
        LogReloaded("settings");
    }

    private void ReloadCertificates()
    {
        foreach (var (listener, certificate) in certificates.All)
            try
            {
                certificate.Reload();
                LogCertificate(listener.Address.ToString(), certificate.Current.TargetCertificate.NotAfter.ToUniversalTime());
            }
            catch (Exception e)
            {
                LogCertificateKept(listener.Address.ToString(), e.Message);
            }
    }

    private void ReloadPolicy()
    {
        _fingerprint = PolicySource.Fingerprint(_settings.Policy.Folder);
        var load = PolicySource.Load(_settings);
        LogFindings(load.Findings);
        if (load.HasErrors)
        {
            // The settings in force still change, with the policies they were joined with.
            var policies = installation.Current.Tenants.ToDictionary(entry => entry.Key, entry => entry.Value.Policy);
            installation.Replace(Installation.Of(_settings.Gateway, policies));
            LogKept("policy");
            return;
        }

        installation.Replace(Installation.Of(_settings.Gateway, load.Policies));
        foreach (var (tenant, policy) in load.Policies)
            LogPolicy(tenant.ToString(), policy.Digest);
    }

    private void LogFindings(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => finding.Severity != Severity.Info))
            LogFinding(finding.File, finding.Line, finding.Column, finding.Code, finding.Message);
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }
}
