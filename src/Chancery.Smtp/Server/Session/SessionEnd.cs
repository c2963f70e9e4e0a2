using Chancery.Engine.Receive;

namespace Chancery.Smtp.Server.Session;

/// <summary>Why a session ended.</summary>
internal enum SessionEnd
{
    Quit,
    Lost,
    TimedOut,
    Shutdown,
    TooManyErrors,
    TooManyConnections,

    /// <summary>The client spoke before its turn: before the greeting, or behind a command that ends a group (RFC 2920).</summary>
    OutOfTurn,

    /// <summary>An HTTP request or a TLS hello on a port that speaks SMTP.</summary>
    NotSmtp,
    TlsFailed,

    /// <summary>The client sent far more than it may after it had gone over a limit.</summary>
    Flooded,

    /// <summary>A reply of the reception that ends the session.</summary>
    Refused,
}

/// <summary>Ends the session from wherever it stands.</summary>
/// <param name="LastWords">Sent before the connection is closed; null: closed without a word.</param>
/// <param name="because">For our log only.</param>
internal sealed class SessionEndException(SessionEnd end, SmtpReply? lastWords = null, string? because = null)
    : Exception(because ?? end.ToString())
{
    public SessionEnd End { get; } = end;

    public SmtpReply? LastWords { get; } = lastWords;
}
