using Chancery.Smtp.Client.Connections;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Client;

public sealed partial class SmtpTransport
{
    [LoggerMessage(3151, LogLevel.Information, "Next hop {Target} could not be used: {Status} {Reason}")]
    private static partial void LogUnreachable(ILogger logger, Target target, string status, string reason);

    [LoggerMessage(3152, LogLevel.Information, "Next hop {Target} is talked to without TLS, which it does not manage and nothing demands")]
    private static partial void LogPlain(ILogger logger, Target target);

    [LoggerMessage(3153, LogLevel.Error, "Next hop \"{Hop}\" ({Target}) does not let us in, its mail waits; check  auth  in the settings: {Status} {Reason}")]
    private static partial void LogNotLetIn(ILogger logger, string hop, Target target, string status, string reason);
}
