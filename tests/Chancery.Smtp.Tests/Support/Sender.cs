using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Mx;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Smtp.Tests.Support;

/// <summary>The transport under test with short words for its arguments.</summary>
public sealed class Sender : IAsyncDisposable
{
    public static readonly SmtpClientOptions Options = new() { Hostname = "gw.acme.example", CommandTimeout = TimeSpan.FromSeconds(10) };

    private readonly SmtpTransport _transport;

    public Sender(SmtpClientOptions? options = null, IMxResolver? mx = null, TimeProvider? time = null) =>
        _transport = new SmtpTransport(options ?? Options, mx ?? new NoMx(), time ?? TimeProvider.System, NullLogger<SmtpTransport>.Instance);

    public static NextHop Hop(int port, TlsMode tls = TlsMode.None, string host = "127.0.0.1", HopCredentials? credentials = null) =>
        new("default", host, port, Mx: false, tls, []) { Credentials = credentials };

    public static OutgoingMail Mail(string from = "anna@acme.example", TlsMode minimum = TlsMode.None, long size = 100, bool eightBit = false) =>
        new(from, [], Blob, "", size, eightBit, SmtpUtf8: false, "default", minimum);

    public Task<TransportResult> SendAsync(NextHop hop, OutgoingMail mail, string body, params string[] recipients) =>
        _transport.SendAsync(hop, mail, recipients, _ => Task.FromResult<Stream>(new MemoryStream(Encoding.Latin1.GetBytes(body))), CancellationToken.None);

    public Task<TransportResult> SendAsync(NextHop hop, OutgoingMail mail, Stream body, params string[] recipients) =>
        _transport.SendAsync(hop, mail, recipients, _ => Task.FromResult(body), CancellationToken.None);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private static BlobRef Blob => default!;

    private sealed class NoMx : IMxResolver
    {
        public Task<MxAnswer> ResolveAsync(string domain, CancellationToken cancel) =>
            Task.FromResult<MxAnswer>(new MxAnswer.Unavailable("no DNS in this test"));
    }
}
