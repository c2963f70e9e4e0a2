using System.Net.Sockets;
using System.Security.Cryptography;
using Chancery.Host.Cli;
using Chancery.Host.Settings;

namespace Chancery.Host.Serving;

/// <summary>Starts the listeners; an occupied port is a matter for the user, not a fault.</summary>
internal static partial class Starting
{
    /// <exception cref="UsageException">A certificate cannot be used.</exception>
    public static WebApplication Build(GatewayStart start)
    {
        try
        {
            return Gateway.Build(start);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException("a certificate cannot be used: " + e.Message.TrimEnd('.'), "chancery config check  says more");
        }
    }

    /// <exception cref="UsageException">An address cannot be had.</exception>
    public static async Task StartAsync(WebApplication app, HostSettings settings, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new UsageException("cannot listen: " + e.Message.TrimEnd('.'), "another process has the port, or this user may not have it; change  listen:  in the settings");
        }

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Chancery.Host");
        foreach (var listener in settings.Gateway.Listeners)
            LogListening(log, "smtp", listener.Address.ToString());
        LogListening(log, "studio", settings.Web.Studio.ToString());
    }

    [LoggerMessage(1001, LogLevel.Information, "{What} listens on {Address}")]
    private static partial void LogListening(ILogger log, string what, string address);
}
