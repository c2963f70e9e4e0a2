using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
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

    /// <summary>The same with options that may change: each session keeps those it began with. The maximum of sessions is that of the start.</summary>
    public static IServiceCollection AddSmtpServer(this IServiceCollection services, Func<IServiceProvider, Func<SmtpServerOptions>> options)
    {
        services.AddSingleton<Func<SmtpServerOptions>>(options);
        services.AddSingleton(provider => new ConnectionGate(provider.GetRequiredService<Func<SmtpServerOptions>>()().MaxConnections));
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
        var handler = new SmtpConnectionHandler(
            services.GetRequiredService<Func<SmtpServerOptions>>(),
            listener,
            shown,
            reception ?? services.GetRequiredService<IReception>(),
            services.GetRequiredService<ConnectionGate>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Chancery.Smtp.Server"));
        kestrel.Listen(listener.Address, endpoint => endpoint.Run(handler.OnConnectedAsync));
    }
}
