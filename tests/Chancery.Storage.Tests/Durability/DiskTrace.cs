using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Chancery.Storage.Tests.Durability;

internal enum DiskCall { Create, Write, Truncate, Sync, Rename, Unlink, MakeFolder }

/// <summary>What a process asked of the disk. It began and ended at these lines of the trace; what overlaps has no order.</summary>
internal sealed record DiskEvent(int Begin, int End, DiskCall Call, string Path, string Target = "", long Offset = 0, byte[]? Data = null);

/// <summary>Reads what strace recorded below a folder.</summary>
internal static partial class DiskTrace
{
    public static IReadOnlyList<DiskEvent> Read(string file, string folder)
    {
        var (events, open, number) = (new List<DiskEvent>(), new Dictionary<string, (int Begin, string Text)>(StringComparer.Ordinal), 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, text) = (line[..space], line[space..].TrimStart());
            var begin = number;
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                open[thread] = (number, text[..^"<unfinished ...>".Length].TrimEnd());
                continue;
            }

            if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!open.Remove(thread, out var begun))
                    continue;
                (begin, text) = (begun.Begin, begun.Text + text[(text.IndexOf("resumed>", StringComparison.Ordinal) + "resumed>".Length)..]);
            }

            if (EventOf(begin, number, text) is { } done && done.Path.StartsWith(folder, StringComparison.Ordinal))
                events.Add(done);
        }

        return events;
    }

    private static DiskEvent? EventOf(int begin, int end, string text)
    {
        if (Call().Match(text) is not { Success: true } call || call.Groups[3].Value.StartsWith('-'))
            return null;
        var (name, arguments) = (call.Groups[1].Value, call.Groups[2].Value);
        return name switch
        {
            "openat" when arguments.Contains("O_CREAT", StringComparison.Ordinal) => new(begin, end, DiskCall.Create, Quoted(arguments, 0)),
            "pwrite64" => new(begin, end, DiskCall.Write, PathOf(arguments), Offset: Number(arguments[(arguments.LastIndexOf(',') + 1)..]), Data: Octets(arguments)),
            "ftruncate" => new(begin, end, DiskCall.Truncate, PathOf(arguments), Offset: Number(arguments[(arguments.LastIndexOf(',') + 1)..])),
            "fsync" or "fdatasync" => new(begin, end, DiskCall.Sync, PathOf(arguments)),
            "rename" => new(begin, end, DiskCall.Rename, Quoted(arguments, 0), Quoted(arguments, 1)),
            "unlink" => new(begin, end, DiskCall.Unlink, Quoted(arguments, 0)),
            "mkdir" => new(begin, end, DiskCall.MakeFolder, Quoted(arguments, 0)),
            _ => null,
        };
    }

    /// <summary>Of the descriptor, as it was named then.</summary>
    private static string PathOf(string arguments)
    {
        var from = arguments.IndexOf('<', StringComparison.Ordinal) + 1;
        return Clear(arguments[from..arguments.IndexOf('>', from)]).Replace(" (deleted)", "", StringComparison.Ordinal);
    }

    private static string Quoted(string arguments, int index) => Clear(arguments.Split('"')[index * 2 + 1]);

    private static byte[] Octets(string arguments)
    {
        var from = arguments.IndexOf('"', StringComparison.Ordinal) + 1;
        var hex = arguments[from..arguments.IndexOf('"', from)];
        return Convert.FromHexString(hex.Replace("\\x", "", StringComparison.Ordinal));
    }

    private static string Clear(string text) =>
        text.StartsWith("\\x", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromHexString(text.Replace("\\x", "", StringComparison.Ordinal))) : text;

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\w+)\((.*)\)\s+= (-?\d+)", RegexOptions.Singleline)]
    private static partial Regex Call();
}
