using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Throttling;
using Chancery.Smtp.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server;

/// <summary>Puts SMTP listeners into a host.</summary>
public static class SmtpServerExtensions
{
    /// <summary>What every listener needs, besides an <see cref="IReception"/>.</summary>
    public static IServiceCollection AddSmtpServer(this IServiceCollection services, SmtpServerOptions options) => services.AddSmtpServer(_ => () => options);

    /// <summary>
    /// The same with options that may change: each session keeps those it began with, but the limits of clients and the maximum of
    /// sessions hold as they are now. AUTH needs an <see cref="IAuthenticator"/> among the services, verification an <see cref="IRecipientVerifier"/>.
    /// </summary>
    public static IServiceCollection AddSmtpServer(this IServiceCollection services, Func<IServiceProvider, Func<SmtpServerOptions>> options)
    {
        services.AddSingleton<Func<SmtpServerOptions>>(options);
        services.AddSingleton(provider => new ConnectionGate(() => OptionsOf(provider).MaxConnections));
        services.AddSingleton(provider => new ClientGate(() => OptionsOf(provider).ClientLimits, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LoginGuard(provider.GetRequiredService<TimeProvider>(), OptionsOf(provider).FailedLoginsPerMinute));
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>
    /// Listens for SMTP. A stop of the host answers 421 to waiting sessions and lets running data end within its shutdown timeout.
    /// </summary>
    /// <param name="certificate">Must be given for implicit TLS; STARTTLS is offered only with it. Null: from the listener's files.</param>
    /// <param name="reception">Null: the host's <see cref="IReception"/>.</param>
    public static void ListenSmtp(
        this KestrelServerOptions kestrel, ListenerSettings listener, IServerCertificate? certificate = null, IReception? reception = null)
    {
        var shown = listener.Tls == ListenerTls.None ? null : certificate ?? FileCertificate.Of(listener);
        if (shown is null && listener.Tls != ListenerTls.None)
            throw new ArgumentException($"listener {listener.Address} has TLS {listener.Tls} but no certificate", nameof(listener));
        var services = kestrel.ApplicationServices;
        var ports = new SmtpServerPorts(services.GetService<IAuthenticator>(), services.GetService<IRecipientVerifier>());
        var judge = ClientCertificateJudge.Of(listener);
        var taken = reception ?? services.GetRequiredService<IReception>();
        var handler = new SmtpConnectionHandler(
            services.GetRequiredService<Func<SmtpServerOptions>>(),
            options => new SessionContext(options, listener, shown, taken, ports, services.GetRequiredService<TimeProvider>())
            {
                ClientCertificate = judge,
                Clients = services.GetRequiredService<ClientGate>(),
                Logins = services.GetRequiredService<LoginGuard>(),
            },
            services.GetRequiredService<ConnectionGate>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Chancery.Smtp.Server"));
        kestrel.Listen(listener.Address, endpoint => endpoint.Run(handler.OnConnectedAsync));
    }

    private static SmtpServerOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<Func<SmtpServerOptions>>()();
}
