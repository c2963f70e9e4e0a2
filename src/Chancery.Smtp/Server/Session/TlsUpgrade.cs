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
    /// <param name="judge">Says whether a client's certificate is the one demanded; null where none is asked for. A client without it is a stranger, not sent away.</param>
    /// <returns>The TLS stream, to be disposed with the session, and the subject of the certificate that was demanded and shown.</returns>
    /// <exception cref="SessionEndException">The handshake failed or took too long.</exception>
    public static async Task<(SslStream Stream, string? Certificate)> RunAsync(
        SmtpWire wire, IServerCertificate certificate, ClientCertificateJudge? judge, TimeProvider time, TimeSpan timeout)
    {
        var tls = new SslStream(new DuplexPipeStream(wire.Pipe));
        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            await tls.AuthenticateAsServerAsync(Options(certificate, judge is not null), limit.Token);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await tls.DisposeAsync();
            throw new SessionEndException(SessionEnd.TlsFailed, because: error.Message);
        }

        wire.SwitchTo(
            PipeReader.Create(tls, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true)),
            PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true)));
        return (tls, tls.RemoteCertificate is null ? null : judge?.SubjectIfValid(tls.RemoteCertificate, time.GetUtcNow()));
    }

    private static SslServerAuthenticationOptions Options(IServerCertificate certificate, bool askClient) => new()
    {
        ServerCertificateContext = certificate.Current,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = askClient,
        // Judged after the handshake, which must not fail for a stranger.
#pragma warning disable CA5359
        RemoteCertificateValidationCallback = askClient ? (_, _, _, _) => true : null,
#pragma warning restore CA5359
        AllowRenegotiation = false,
    };
}
