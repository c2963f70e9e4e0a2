using Chancery.Smtp.Server.Session;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server;

internal sealed partial class SmtpConnectionHandler
{
    private void LogEnd(string remote, string helo, string tls, int accepted, SessionEnd end, string reason, long milliseconds) =>
        LogEnd(logger, remote, helo, tls, accepted, end, reason, milliseconds);

    private void LogBroken(Exception error) => LogBroken(logger, error);

    [LoggerMessage(3103, LogLevel.Information,
        "SMTP session of {Remote} ({Helo}, TLS {Tls}) ended: {Accepted} accepted, {End} ({Reason}), {Milliseconds} ms")]
    private static partial void LogEnd(
        ILogger logger, string remote, string helo, string tls, int accepted, SessionEnd end, string reason, long milliseconds);

    [LoggerMessage(3104, LogLevel.Error, "SMTP session broken off by our own fault")]
    private static partial void LogBroken(ILogger logger, Exception error);
}
