namespace Chancery.Host.Serving;

internal sealed partial class ReloadService
{
    [LoggerMessage(1101, LogLevel.Information, "{What} reloaded")]
    private partial void LogReloaded(string what);

    [LoggerMessage(1102, LogLevel.Error, "{What} not reloaded, the last good one stays")]
    private partial void LogKept(string what);

    [LoggerMessage(1103, LogLevel.Warning, "{File}:{Line}:{Column}: {Code}: {Message}")]
    private partial void LogFinding(string file, int line, int column, string code, string message);

    [LoggerMessage(1104, LogLevel.Warning, "a changed host name, changed listeners, web addresses or stores take effect at the next start")]
    private partial void LogNeedsRestart();

    [LoggerMessage(1105, LogLevel.Information, "certificate of {Listener} reloaded, valid until {NotAfter:yyyy-MM-dd}")]
    private partial void LogCertificate(string listener, DateTime notAfter);

    [LoggerMessage(1106, LogLevel.Error, "certificate of {Listener} not reloaded, the last good one stays: {Reason}")]
    private partial void LogCertificateKept(string listener, string reason);

    [LoggerMessage(1107, LogLevel.Information, "policy of tenant {Tenant} in force: {Digest}")]
    private partial void LogPolicy(string tenant, string digest);

    [LoggerMessage(1108, LogLevel.Error, "reload failed, everything stays as it was")]
    private partial void LogFault(Exception fault);
}
