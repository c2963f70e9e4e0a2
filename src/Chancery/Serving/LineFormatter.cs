using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Chancery.Host.Serving;

/// <summary>One log entry, one line: time, level, event number, text. Controls are encoded, so that nobody can write lines of their own.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write($" {Word(logEntry.LogLevel)} {logEntry.EventId.Id} ");
        textWriter.Write(OneLine(text));
        if (logEntry.Exception is { } exception)
            textWriter.Write($": {exception.GetType().Name}: {OneLine(exception.Message)}");
        textWriter.Write('\n');
    }

    private static string OneLine(string text) =>
        text.Any(BreaksLines) ? string.Concat(text.Select(c => BreaksLines(c) ? $"\\x{(int)c:x2}" : c.ToString())) : text;

    private static bool BreaksLines(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        LogLevel.None => "none",
    };
}
