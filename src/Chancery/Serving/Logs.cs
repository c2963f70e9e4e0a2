using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Chancery.Host.Serving;

/// <summary>Log lines go to standard error, as plain lines or as JSON; the web framework only speaks up when something is wrong.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging, bool json)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // Its line about a failed bind repeats what we say ourselves.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (json)
            logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        else
            logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>().AddConsole(options => options.FormatterName = LineFormatter.FormatterName);
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
