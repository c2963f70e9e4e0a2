using System.Net;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Tests.Support;

/// <summary>A real Kestrel listener on a free port of 127.0.0.1 in front of a reception in memory.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private TestServer(WebApplication host, MemoryReception reception) => (_host, Reception) = (host, reception);

    public MemoryReception Reception { get; }

    public int Port { get; private set; }

    public required LogList Log { get; init; }

    public static async Task<TestServer> StartAsync(
        SmtpServerOptions? options = null,
        ListenerSettings? listener = null,
        IServerCertificate? certificate = null,
        TimeProvider? time = null,
        MemoryReception? reception = null,
        IAuthenticator? authenticator = null,
        IRecipientVerifier? verifier = null,
        Func<SmtpServerOptions>? changing = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        reception ??= new MemoryReception();
        builder.Services.AddSmtpServer(_ => changing ?? (() => options ?? Options()));
        if (authenticator is not null)
            builder.Services.AddSingleton(authenticator);
        if (verifier is not null)
            builder.Services.AddSingleton(verifier);
        builder.Services.Replace(ServiceDescriptor.Singleton(time ?? TimeProvider.System));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        var log = new LogList();
        builder.Logging.AddProvider(log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.ListenSmtp(listener ?? Listener(), certificate, reception));
        var server = new TestServer(builder.Build(), reception) { Log = log };
        await server._host.StartAsync();
        server.Port = new Uri(server._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return server;
    }

    public static SmtpServerOptions Options() => new()
    {
        Hostname = "gw.acme.example",
        Postmaster = "postmaster@acme.example",
        GreetingPause = TimeSpan.FromMilliseconds(20),
        ProxyPause = TimeSpan.FromMilliseconds(200),
        FailedLoginPause = TimeSpan.FromMilliseconds(20),
    };

    public static ListenerSettings Listener(ListenerTls tls = ListenerTls.None, Smuggling smuggling = Smuggling.Reject) =>
        new() { Address = new IPEndPoint(IPAddress.Loopback, 0), Tls = tls, Smuggling = smuggling };

    public Task StopAsync() => _host.StopAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
