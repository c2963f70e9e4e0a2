using Chancery.Engine.Composition;
using Chancery.Engine.Egress;
using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Verdicts;
using Chancery.Host.Cli;
using Chancery.Host.Demo;
using Chancery.Host.Directories;
using Chancery.Host.Settings;
using Chancery.Mail.Dns;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Client.Verification;
using Chancery.Smtp.Server;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Tls;
using Chancery.Storage;
using Chancery.Studio;
using Chancery.Studio.Model;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Chancery.Host.Serving;

/// <summary>What a gateway is started with.</summary>
/// <param name="Settings">Read and checked.</param>
/// <param name="Outbox">The demo's; null in real operation.</param>
internal sealed record GatewayStart(HostSettings Settings, Installation Installation, EmbeddedStorage Storage, Roles Roles, bool JsonLogs)
{
    public DemoOutbox? Outbox { get; init; }

    /// <summary>The demo's page lists the messages of its own run.</summary>
    public DateTimeOffset? ListedSince { get; init; }

    /// <summary>Reads the settings anew for a reload; null where they do not come from a file.</summary>
    public Func<SettingsLoad>? Reread { get; init; }

    public bool Quiet { get; init; }
}

/// <summary>Puts the rooms together into one process.</summary>
internal static class Gateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static WebApplication Build(GatewayStart start)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "chancery" });
        Logs.Configure(builder.Logging, start.JsonLogs);
        if (start.Quiet)
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        AddServices(builder.Services, start);
        builder.WebHost.UseKestrel(kestrel => Listen(kestrel, start));
        var app = builder.Build();
        app.UseHostFiltering();
        app.UseRouting();
        HealthPages.Map(app);
        if (start.Roles.Studio)
            app.MapStudio();
        return app;
    }

    private static void AddServices(IServiceCollection services, GatewayStart start)
    {
        var gateway = start.Settings.Gateway;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IIdSource, IdSource>();
        services.AddSingleton(new InstallationHolder(start.Installation));
        services.AddSingleton(start.Storage.Mail);
        services.AddSmtpTransport(new SmtpClientOptions { Hostname = gateway.Hostname }, gateway.Dns, gateway.Egress);
        services.AddSingleton<Func<DirectorySettings, IDirectory>>(provider => directory => new LdapDirectory(directory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAuthenticator>(provider => new Authenticator(
            () => provider.GetRequiredService<InstallationHolder>().Current.Settings,
            provider.GetRequiredService<Func<DirectorySettings, IDirectory>>(),
            provider.GetRequiredService<ILogger<Authenticator>>()));
        services.AddSingleton<HopVerifier>();
        services.AddSingleton<IRecipientVerifier, RecipientVerifier>();
        services.AddSmtpServer(provider => () => ServerOptionsOf(provider.GetRequiredService<InstallationHolder>().Current.Settings));
        services.AddSingleton(provider => new EngineServices(PortsOf(provider, start.Storage), provider.GetRequiredService<InstallationHolder>()));
        services.AddSingleton(provider => provider.GetRequiredService<EngineServices>().Reception);
        services.AddSingleton(CertificatesOf(gateway.Listeners));
        services.AddSingleton<Readiness>();
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
        if (start.Roles.Worker)
            services.AddHostedService<WorkerService>();
        if (start.Reread is not null)
            services.AddSingleton(start).AddHostedService<ReloadService>();
        services.AddRouting();
        services.AddStudio();
        services.AddSingleton(new StudioOptions(StudioListener.IsLoopback(start.Settings.Web.Studio), start.Outbox is not null));
        services.AddSingleton<IStudioSource>(new StudioSource(start.Storage.Mail, start.Storage.Pseudonyms, start.Outbox, start.ListedSince));
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = StudioListener.AllowedHosts(start.Settings.Web.Studio));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Patience);
    }

    private static SmtpServerOptions ServerOptionsOf(GatewaySettings settings) =>
        new() { Hostname = settings.Hostname, Postmaster = settings.Postmaster, Limits = settings.Limits, ClientLimits = settings.ClientLimits };

    private static EnginePorts PortsOf(IServiceProvider provider, EmbeddedStorage storage) => new(
        storage.Mail, storage.Blobs, storage.Keys, storage.Pseudonyms, provider.GetRequiredService<IMailTransport>(), storage.Secrets.Derive(null, "trace"),
        provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>())
    {
        FreeDisk = storage.FreeSpace,
        Directories = new LdapReader(provider.GetRequiredService<TimeProvider>()),
        DirectorySnapshots = storage.DirectorySnapshots,
        DkimKeys = new DnsDkimKeys(provider.GetRequiredService<IDnsLookup>()),
        Outside = new OutsideSources(
            provider.GetRequiredService<IDnsRecords>(), new DnsDkimKeys(provider.GetRequiredService<IDnsLookup>()), provider.GetRequiredService<IHopSecurity>(),
            provider.GetRequiredService<GuardedHttp>(), provider.GetRequiredService<TimeProvider>()),
    };

    private static Certificates CertificatesOf(IReadOnlyList<ListenerSettings> listeners) =>
        new(listeners.Select(listener => (listener, FileCertificate.Of(listener))).Where(pair => pair.Item2 is not null).ToDictionary(pair => pair.listener, pair => pair.Item2!));

    private static void Listen(KestrelServerOptions kestrel, GatewayStart start)
    {
        kestrel.AddServerHeader = false;
        var certificates = kestrel.ApplicationServices.GetRequiredService<Certificates>();
        if (start.Roles.Smtp)
            foreach (var listener in start.Settings.Gateway.Listeners)
                kestrel.ListenSmtp(listener, certificates.Of(listener));
        StudioListener.Listen(kestrel, start.Settings.Web.Studio);
    }
}
