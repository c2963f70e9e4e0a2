using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

internal sealed partial class DeliveryWorker
{
    [LoggerMessage(3001, LogLevel.Information, "{Id} effect={Effect} from=<{From}> to={To} nexthop={NextHop} tls={Tls} status={Status} delay={Delay:0.00}s reply={Reply}")]
    private partial void LogAttempt(string id, string effect, string from, string to, string nextHop, string tls, string status, double delay, string reply);

    [LoggerMessage(3002, LogLevel.Error, "effect {Effect} cannot be handed over: {Reason}")]
    private partial void LogCorrupt(string effect, string reason);

    [LoggerMessage(2111, LogLevel.Error, "effect {Effect} is set aside: {Reason}")]
    private partial void LogSetAside(string effect, string reason);

    [LoggerMessage(2112, LogLevel.Error, "what came of effect {Effect} cannot be recorded yet")]
    private partial void LogNotRecorded(string effect, Exception failure);

    [LoggerMessage(3003, LogLevel.Error, "effect {Effect} failed on our side and is tried again")]
    private partial void LogFault(string effect, Exception failure);

    [LoggerMessage(3157, LogLevel.Error, "effect {Effect} waits, because it must be signed and cannot be: {Reason}")]
    private partial void LogUnsigned(string effect, string reason);
}
