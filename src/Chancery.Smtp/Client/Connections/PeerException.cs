namespace Chancery.Smtp.Client.Connections;

/// <summary>The network or the peer failed us before there was an answer to the mail.</summary>
/// <param name="status">Enhanced status code (RFC 3463); of class 4, unless it can never be any better.</param>
internal class PeerException(string status, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Status { get; } = status;

    public bool IsPermanent => Status.StartsWith('5');

    public static PeerException Lost(Exception? cause = null) =>
        new("4.4.2", cause is null ? "connection closed by the peer" : $"connection lost: {cause.Message}", cause);

    public static PeerException TimedOut() => new("4.4.2", "no answer in time");

    public static PeerException Malformed(string what) => new("4.5.0", $"not an SMTP reply: {what}");

    public static PeerException Refused(string at, PeerReply reply) =>
        new(reply.IsPermanent || !reply.Status.StartsWith('4') ? "4.3.0" : reply.Status, $"{at} refused: {reply.Text}");
}

/// <summary>TLS could not be had as demanded, or its handshake failed.</summary>
internal sealed class TlsUnmetException(string message, bool handshake, Exception? cause = null) : PeerException("4.7.10", message, cause)
{
    /// <summary>TLS was tried and failed: a new connection without it may do, if it is allowed.</summary>
    public bool Handshake { get; } = handshake;
}

/// <summary>The server knows our credentials not, or no way to take them: somebody must look at the settings.</summary>
internal sealed class AuthenticationException(string status, string message) : PeerException(status, message);
