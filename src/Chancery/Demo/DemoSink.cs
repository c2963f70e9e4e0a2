using System.Net;
using Chancery.Engine.Ids;
using Chancery.Engine.Settings;
using Chancery.Host.Serving;
using Chancery.Smtp.Server;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Chancery.Host.Demo;

/// <summary>The demo's next hop: an SMTP listener on a free port of this machine that keeps what arrives.</summary>
internal static class DemoSink
{
    public static async Task<(WebApplication App, int Port)> StartAsync(DemoOutbox outbox, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "chancery" });
        Logs.Configure(builder.Logging, json: false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSmtpServer(new SmtpServerOptions { Hostname = "outbox.demo.example", Postmaster = "postmaster@demo.example" });
        var listener = new ListenerSettings { Address = new IPEndPoint(IPAddress.Loopback, 0) };
        builder.WebHost.UseKestrel(kestrel => kestrel.ListenSmtp(listener, reception: new DemoReception(outbox, new IdSource(time), time)));
        var app = builder.Build();
        await app.StartAsync(cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (app, new Uri(address).Port);
    }
}
