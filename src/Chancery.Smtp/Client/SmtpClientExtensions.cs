using Chancery.Engine.Egress;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Dns;
using Chancery.Smtp.Client.Destinations;
using Chancery.Smtp.Client.Dns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Chancery.Smtp.Client;

/// <summary>Puts the transport into a host.</summary>
public static class SmtpClientExtensions
{
    /// <summary>Adds <see cref="IMailTransport"/>, and what it asks the DNS and web servers with.</summary>
    public static IServiceCollection AddSmtpTransport(this IServiceCollection services, SmtpClientOptions options, DnsSettings dns, EgressSettings egress)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDnsLookup>(_ => new DnsLookup(dns));
        services.TryAddSingleton(provider =>
        {
            var lookup = provider.GetRequiredService<IDnsLookup>();
            return new GuardedHttp(() => egress, async (host, cancel) => (await lookup.AddressesAsync(host, cancel)).Records, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(options);
        services.AddSingleton<IMailTransport, SmtpTransport>();
        services.AddSingleton<IDnsRecords, DnsRecords>();
        services.AddSingleton<IHopSecurity, HopSecurity>();
        return services;
    }
}
