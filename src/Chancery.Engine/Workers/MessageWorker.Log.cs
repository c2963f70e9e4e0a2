using Microsoft.Extensions.Logging;

namespace Chancery.Engine.Workers;

internal sealed partial class MessageWorker
{
    [LoggerMessage(2001, LogLevel.Information, "decided {Id} from=<{From}> groups={Groups}: {Plans}")]
    private partial void LogDecided(string id, string from, int groups, string plans);

    [LoggerMessage(2110, LogLevel.Error, "message {Id} is set aside: {Reason}")]
    private partial void LogSetAside(string id, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "message {Id} could not be worked on and is postponed")]
    private partial void LogPostponed(string id, Exception failure);

    [LoggerMessage(2004, LogLevel.Error, "message {Id} waits: tenant {Tenant} has no policy")]
    private partial void LogNoPolicy(string id, string tenant);

    [LoggerMessage(2006, LogLevel.Warning, "message {Id} {Waiting}; tried again at {Due:HH:mm:ss}")]
    private partial void LogWaiting(string id, string waiting, DateTimeOffset due);

    [LoggerMessage(2005, LogLevel.Error, "message {Id} could not be judged and is held")]
    private partial void LogFault(string id, Exception failure);
}
