using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Throttling;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Server.Session;

/// <summary>What does not change while a session lasts.</summary>
/// <param name="Certificate">Null where the listener has no TLS.</param>
internal sealed record SessionContext(
    SmtpServerOptions Options,
    ListenerSettings Listener,
    IServerCertificate? Certificate,
    IReception Reception,
    SmtpServerPorts Ports,
    TimeProvider Time)
{
    public bool IsLmtp => Listener.Protocol == ListenerProtocol.Lmtp;

    /// <summary>Null where the listener demands none.</summary>
    public ClientCertificateJudge? ClientCertificate { get; init; }

    public required ClientGate Clients { get; init; }

    public required LoginGuard Logins { get; init; }

    /// <summary>Logins are taken here, and only under TLS (RFC 4954 section 4).</summary>
    public bool OffersAuth(SmtpState state) => Listener.Auth != ListenerAuth.None && Ports.Authenticator is not null && state.Tls is not null;

    /// <summary>The session as far as it has shown who it is. What the listener demands of its connector and the client does not show makes it a stranger.</summary>
    public Mail.Envelopes.Session Describe(SmtpState state)
    {
        var demands = Listener.Demands;
        var met = (demands.Networks.IsEmpty || demands.Networks.Contain(state.Peer.Address)) && (demands.Certificate is null || state.ClientCertificate is not null);
        return Session(state, met) with { Provisional = met && (demands.SecretHeader is not null || demands.OwnerHeader is not null) };
    }

    /// <summary>The message of the transaction under way, about to come in.</summary>
    public Opening Open(SmtpState state)
    {
        var transaction = state.Transaction ?? throw new InvalidOperationException("no transaction is under way");
        return new Opening(Describe(state), Session(state, met: false), transaction.ToEnvelope(), transaction.Welcomed, state.Login);
    }

    private Mail.Envelopes.Session Session(SmtpState state, bool met)
    {
        var trust = met ? Listener.Trust : SessionTrust.Anonymous;
        if (state.Login is not null && trust == SessionTrust.Anonymous)
            trust = SessionTrust.Authenticated;
        return new(state.Peer.LocalText, state.Peer.RemoteText, state.Helo ?? "", state.Tls, trust, state.Login?.User, met ? Listener.Connector : null)
        {
            Protocol = (state.Transaction?.Parameters.SmtpUtf8 == true, IsLmtp, state.Extended) switch
            {
                (true, true, _) => "UTF8LMTP",
                (true, false, _) => "UTF8SMTP",
                (false, true, _) => "LMTP",
                (false, false, true) => "ESMTP",
                (false, false, false) => "SMTP",
            },
            ClientCertificate = state.ClientCertificate,
            Tenant = Listener.Tenant?.ToString() ?? state.Login?.Tenant?.ToString(),
        };
    }
}
