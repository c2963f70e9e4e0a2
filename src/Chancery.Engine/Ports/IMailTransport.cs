using Chancery.Engine.Outbox;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Ports;

/// <summary>Hands one copy to a next hop over SMTP, byte for byte.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Tries the given recipients once. Never throws for what the network or the peer does: each recipient gets an outcome.
    /// Without the TLS the mail or the hop demands, no data is sent and all are deferred.
    /// </summary>
    /// <param name="openBody">Opens the bytes of the copy: CRLF line ends, not dot-stuffed.</param>
    Task<TransportResult> SendAsync(
        NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel);
}

/// <param name="Host">Host and port that answered, <c>127.0.0.1:2526</c>; null if none did.</param>
/// <param name="Tls">Protocol version, or null without TLS.</param>
public sealed record TransportResult(IReadOnlyList<RecipientOutcome> Recipients, string? Host, string? Tls);

/// <summary>What the next hop said to one recipient.</summary>
/// <param name="Reply">As received, controls encoded, at most 4 KiB; or what went wrong on the way.</param>
/// <param name="Status">Enhanced status code (RFC 3463), <c>5.1.1</c>; made from the reply's class when the peer gave none.</param>
public sealed record RecipientOutcome(string Address, TransportVerdict Verdict, string Reply, string Status)
{
    /// <summary>Delivered to a server that did not take over the duty to report (it does not offer DSN, RFC 3461 section 5.2.2).</summary>
    public bool Relayed { get; init; }
}

public enum TransportVerdict { Delivered, Deferred, Failed }
