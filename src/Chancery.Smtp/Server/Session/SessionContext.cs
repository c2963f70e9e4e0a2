using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Server.Session;

/// <summary>What does not change while a session lasts.</summary>
/// <param name="Local">Address the client reached, <c>127.0.0.1:2525</c>.</param>
/// <param name="Remote">IP address of the client, without port.</param>
/// <param name="Certificate">Null where the listener has no TLS.</param>
internal sealed record SessionContext(
    SmtpServerOptions Options,
    ListenerSettings Listener,
    IServerCertificate? Certificate,
    IReception Reception,
    TimeProvider Time,
    string Local,
    string Remote)
{
    public Mail.Envelopes.Session Describe(SmtpState state) =>
        new(Local, Remote, state.Helo ?? "", state.Tls, Listener.Trust, User: null, Listener.Connector);
}
