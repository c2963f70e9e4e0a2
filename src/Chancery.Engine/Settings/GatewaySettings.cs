using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>The settings of <c>chancery.yaml</c> as an immutable value. A reload makes a new one.</summary>
public sealed record GatewaySettings
{
    /// <summary>In EHLO, Received, DSN.</summary>
    public required string Hostname { get; init; }

    public required string Postmaster { get; init; }

    public IReadOnlyList<ListenerSettings> Listeners { get; init; } = [];

    public IReadOnlyDictionary<string, NextHop> NextHops { get; init; } = new Dictionary<string, NextHop>();

    public Routes Routes { get; init; } = new(null, null, null);

    /// <summary>Empty: one tenant <c>default</c> whose domains come from its policy.</summary>
    public IReadOnlyDictionary<TenantId, TenantSettings> Tenants { get; init; } = new Dictionary<TenantId, TenantSettings>();

    public DeliverySettings Delivery { get; init; } = new();

    /// <summary><c>facts.wait</c>: how long an unavailable look-up is retried before the fact is unknown.</summary>
    public TimeSpan FactsWait { get; init; } = TimeSpan.FromMinutes(5);

    public RealiseSettings Realise { get; init; } = new();

    public DnsSettings Dns { get; init; } = new();

    public EgressSettings Egress { get; init; } = EgressSettings.PublicOnly;

    public Limits Limits { get; init; } = new();

    public ClientLimits ClientLimits { get; init; } = new();

    /// <summary>Who may log in at listeners, by login name.</summary>
    public IReadOnlyDictionary<string, MailUser> Users { get; init; } = new Dictionary<string, MailUser>();

    public ScannerSettings Scanners { get; init; } = ScannerSettings.None;

    /// <summary>By the names of their connectors.</summary>
    public IReadOnlyDictionary<string, UpstreamSettings> Upstream { get; init; } = new Dictionary<string, UpstreamSettings>();

    /// <summary>By the names of their models.</summary>
    public IReadOnlyDictionary<string, ClassifierSettings> Classifiers { get; init; } = new Dictionary<string, ClassifierSettings>();

    /// <summary>Asked in this order for who is not among the users.</summary>
    public IReadOnlyList<DirectorySettings> Directories { get; init; } = [];

    /// <summary>By which signed decisions of senders are checked.</summary>
    public IReadOnlyList<TriggerKeySettings> TriggerKeys { get; init; } = [];
}

/// <summary>What the settings let the gateway find out; a rule that needs more is refused at load (language, R1).</summary>
public static class GatewaySources
{
    public static InstallationSources Of(GatewaySettings settings) =>
        InstallationSources.Verifier
        | (settings.Scanners.HasAny || settings.Upstream.Values.Any(server => server.Malware is not null) ? InstallationSources.Scanner : InstallationSources.None)
        | (settings.Upstream.Values.Any(server => server.SpamHeader is not null) ? InstallationSources.SpamScore : InstallationSources.None)
        | (settings.Classifiers.Count > 0 ? InstallationSources.Classifier : InstallationSources.None);
}

/// <param name="Inbound">Names of next hops; null = <c>default</c>.</param>
public sealed record Routes(string? Inbound, string? Outbound, string? Internal)
{
    /// <summary>Names of next hops by the recipient's domain, whatever the direction. A-labels in lower case; <c>*.example.org</c> is for all below that one.</summary>
    public IReadOnlyDictionary<string, string> Domains { get; init; } = new Dictionary<string, string>();
}

public sealed record TenantSettings(IReadOnlyList<string> Domains, string? NextHop)
{
    public SigningSettings Signing { get; init; } = SigningSettings.None;
}

public sealed record RealiseSettings
{
    /// <summary>How long a look-up of keys that is down is retried before the next method is taken.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A copy that has waited longer for its delivery is looked at again if it was made for keys.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(10);
}

public sealed record DeliverySettings
{
    /// <summary>Pauses between attempts; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Retry { get; init; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    public TimeSpan Expire { get; init; } = TimeSpan.FromDays(5);

    /// <summary>After this the sender is told that a mail is late, with the next attempt that brings nothing; null: never.</summary>
    public TimeSpan? DelayNotice { get; init; } = TimeSpan.FromHours(4);
}
