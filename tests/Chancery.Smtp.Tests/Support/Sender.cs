using System.Text;
using Chancery.Engine.Egress;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Dns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Smtp.Tests.Support;

/// <summary>The transport under test with short words for its arguments.</summary>
public sealed class Sender : IAsyncDisposable
{
    public static readonly SmtpClientOptions Options = new() { Hostname = "gw.acme.example", CommandTimeout = TimeSpan.FromSeconds(10) };

    private readonly SmtpTransport _transport;

    /// <param name="egress">Where policies of MTA-STS may be fetched from; the roots are those of the options.</param>
    public Sender(SmtpClientOptions? options = null, IDnsLookup? dns = null, TimeProvider? time = null, EgressSettings? egress = null, LogList? log = null)
    {
        options ??= Options;
        dns ??= new Zone();
        var http = new GuardedHttp(
            () => egress ?? EgressSettings.PublicOnly, async (host, cancel) => (await dns.AddressesAsync(host, cancel)).Records, TimeProvider.System, options.TrustedRoots);
        var logger = log is null ? NullLogger<SmtpTransport>.Instance : LoggerFactory.Create(logging => logging.AddProvider(log)).CreateLogger<SmtpTransport>();
        _transport = new SmtpTransport(options, dns, http, time ?? TimeProvider.System, logger);
    }

    public static NextHop Hop(int port, TlsMode tls = TlsMode.None, string host = "127.0.0.1", HopCredentials? credentials = null) =>
        new("default", host, port, Mx: false, tls, []) { Credentials = credentials };

    public static OutgoingMail Mail(string from = "anna@acme.example", TlsMode minimum = TlsMode.None, long size = 100, bool eightBit = false, DeliveryRequest? request = null) =>
        new(from, [], Blob, "", size, eightBit, SmtpUtf8: false, "default", minimum) { Request = request ?? DeliveryRequest.None };

    public Task<TransportResult> SendAsync(NextHop hop, OutgoingMail mail, string body, params string[] recipients) =>
        _transport.SendAsync(hop, mail, recipients, _ => Task.FromResult<Stream>(new MemoryStream(Encoding.Latin1.GetBytes(body))), CancellationToken.None);

    public Task<TransportResult> SendAsync(NextHop hop, OutgoingMail mail, Stream body, params string[] recipients) =>
        _transport.SendAsync(hop, mail, recipients, _ => Task.FromResult(body), CancellationToken.None);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private static BlobRef Blob => default!;
}
