using Chancery.Engine.Ports;
using Chancery.Smtp.Client.Mx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chancery.Smtp.Client;

/// <summary>Puts the transport into a host.</summary>
public static class SmtpClientExtensions
{
    /// <summary>Adds <see cref="IMailTransport"/>; the DNS is asked through the <see cref="IMxResolver"/> at hand, else with the system's name servers.</summary>
    public static IServiceCollection AddSmtpTransport(this IServiceCollection services, SmtpClientOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMxResolver>(_ => DnsMxResolver.OfSystem());
        services.AddSingleton(options);
        services.AddSingleton<IMailTransport, SmtpTransport>();
        return services;
    }
}
