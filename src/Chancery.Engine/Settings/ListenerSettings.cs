using System.Net;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>One SMTP listener.</summary>
public sealed record ListenerSettings
{
    public required IPEndPoint Address { get; init; }

    public ListenerProtocol Protocol { get; init; }

    public ListenerTls Tls { get; init; }

    /// <summary>PEM file with certificate chain and private key, or PKCS#12.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the private key when the certificate file has none.</summary>
    public string? CertificateKeyFile { get; init; }

    public ListenerAuth Auth { get; init; }

    /// <summary>As whom somebody who logged in may send.</summary>
    public LoginSenders LoginSenders { get; init; }

    /// <summary>Trust of sessions that did not authenticate: Internal for our own servers, else Anonymous.</summary>
    public SessionTrust Trust { get; init; } = SessionTrust.Anonymous;

    public string? Connector { get; init; }

    /// <summary>What a client must show to have <see cref="Trust"/> and <see cref="Connector"/>; else it is a stranger.</summary>
    public ConnectorDemands Demands { get; init; } = ConnectorDemands.Nothing;

    /// <summary>Null: found out per message (R21).</summary>
    public TenantId? Tenant { get; init; }

    public Smuggling Smuggling { get; init; } = Smuggling.Reject;

    /// <summary>Who may speak for another client, by the PROXY protocol or by XCLIENT.</summary>
    public Networks ProxyNetworks { get; init; } = Networks.None;

    public RecipientVerification Verify { get; init; }

    /// <summary>Whoever knows the recipients cannot be asked: 450 instead of taking the mail.</summary>
    public bool DeferUnverified { get; init; }
}

/// <summary>Submission is SMTP for people's mail programs (RFC 6409): who sends has to log in.</summary>
public enum ListenerProtocol { Smtp, Lmtp, Submission }

public enum ListenerTls { None, StartTls, Implicit }

/// <summary>SASL over TLS (RFC 4954).</summary>
public enum ListenerAuth { None, Optional, Required }

/// <summary>
/// What of a logged-in user's mail must name an address of his: the envelope sender, as Postfix's <c>reject_sender_login_mismatch</c>
/// has it; From and Sender as well; or nothing.
/// </summary>
public enum LoginSenders { Envelope, Both, Any }

/// <summary>What becomes of a bare CR or LF in the data: refused (550 5.5.2), or made CRLF.</summary>
public enum Smuggling { Reject, Normalise }

/// <summary>Who is asked at RCPT whether a recipient of ours exists.</summary>
public enum RecipientVerification { None, NextHop, Directory }
