using System.Net;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Settings;

/// <summary>One SMTP listener.</summary>
public sealed record ListenerSettings
{
    public required IPEndPoint Address { get; init; }

    public ListenerTls Tls { get; init; }

    /// <summary>PEM file with certificate chain and private key, or PKCS#12.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the private key when the certificate file has none.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>Trust of sessions that did not authenticate: Internal for our own servers, else Anonymous.</summary>
    public SessionTrust Trust { get; init; } = SessionTrust.Anonymous;

    public string? Connector { get; init; }

    /// <summary>Null: found out per message (R21).</summary>
    public TenantId? Tenant { get; init; }

    public Smuggling Smuggling { get; init; } = Smuggling.Reject;
}

public enum ListenerTls { None, StartTls, Implicit }

/// <summary>What becomes of a bare CR or LF in the data: refused (550 5.5.2), or made CRLF.</summary>
public enum Smuggling { Reject, Normalise }
