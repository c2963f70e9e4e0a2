using Chancery.Engine.Receive;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server.Session;

internal sealed partial class SmtpSession
{
    private void LogRefused(string remote, string verb, SmtpReply reply) => LogRefused(logger, remote, verb, reply);

    private void LogFault(Exception error, string remote, string verb) => LogFault(logger, error, remote, verb);

    [LoggerMessage(3101, LogLevel.Information, "SMTP client {Remote} refused at {Verb}: {Reply}")]
    private static partial void LogRefused(ILogger logger, string remote, string verb, SmtpReply reply);

    [LoggerMessage(3102, LogLevel.Error, "SMTP client {Remote} at {Verb}: our own fault, answered with a temporary error")]
    private static partial void LogFault(ILogger logger, Exception error, string remote, string verb);
}
