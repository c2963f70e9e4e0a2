using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Chancery.Smtp.Server.Wire;
using Chancery.Smtp.Text;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Server.Session;

/// <summary>Puts TLS 1.2 or later under a session, after STARTTLS (RFC 3207) or from the first octet (RFC 8314).</summary>
internal static class TlsUpgrade
{
    /// <returns>The TLS stream, to be disposed with the session.</returns>
    /// <exception cref="SessionEndException">The handshake failed or took too long.</exception>
    public static async Task<SslStream> RunAsync(SmtpWire wire, IServerCertificate certificate, TimeProvider time, TimeSpan timeout)
    {
        var tls = new SslStream(new DuplexPipeStream(wire.Pipe));
        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            await tls.AuthenticateAsServerAsync(Options(certificate), limit.Token);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await tls.DisposeAsync();
            throw new SessionEndException(SessionEnd.TlsFailed, because: error.Message);
        }

        wire.SwitchTo(
            PipeReader.Create(tls, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true)),
            PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true)));
        return tls;
    }

    private static SslServerAuthenticationOptions Options(IServerCertificate certificate) => new()
    {
        ServerCertificateContext = certificate.Current,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = false,
        AllowRenegotiation = false,
    };
}
