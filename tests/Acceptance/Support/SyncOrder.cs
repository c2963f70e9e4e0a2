using System.Text.RegularExpressions;

namespace Acceptance.Support;

/// <summary>
/// Judges a trace line by line. A message's row is in a write to the database's log; a sync of the log that began after that
/// write ended must have ended before the 250 that names the message began to leave. A body in a file of its own is synced
/// before it gets its name, and the folder of the name after that, both before the row is written that names the body.
/// </summary>
internal sealed partial class SyncOrder
{
    private readonly Dictionary<string, (int Begin, string Text)> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private readonly List<(int Begin, int End)> _syncs = [];
    private readonly Dictionary<string, int> _bodySynced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _durableNames = new(StringComparer.Ordinal);

    public int Acknowledged { get; private set; }

    public int Large { get; private set; }

    public int Syncs => _syncs.Count;

    public List<string> Violations { get; } = [];

    public static SyncOrder Judge(IEnumerable<string> lines)
    {
        var order = new SyncOrder();
        var number = 0;
        foreach (var line in lines)
            order.Read(++number, line);
        return order;
    }

    private void Read(int number, string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (thread, text) = (line[..space], line[space..].TrimStart());
        if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
        {
            _open[thread] = (number, text);
            Began(number, text);
            return;
        }

        if (text.StartsWith("<... ", StringComparison.Ordinal))
        {
            if (_open.Remove(thread, out var begun))
                Ended(begun.Begin, number, begun.Text);
            return;
        }

        Began(number, text);
        Ended(number, number, text);
    }

    /// <summary>What must be true before a call is made.</summary>
    private void Began(int begin, string text)
    {
        if (text.StartsWith("send", StringComparison.Ordinal) && Accepted().Match(text) is { Success: true } accepted)
            Answered(begin, accepted.Groups[1].Value);
        else if (text.StartsWith("pwrite64", StringComparison.Ordinal) && text.Contains("-wal>", StringComparison.Ordinal))
            CheckNames(text);
    }

    private void Ended(int begin, int end, string text)
    {
        if (text.StartsWith("pwrite64", StringComparison.Ordinal) && text.Contains("-wal>", StringComparison.Ordinal))
        {
            foreach (Match id in Id().Matches(text))
                _written.TryAdd(id.Value, end);
        }
        else if (text.StartsWith("fsync", StringComparison.Ordinal) || text.StartsWith("fdatasync", StringComparison.Ordinal))
        {
            Synced(begin, end, Of().Match(text).Groups[1].Value);
        }
        else if (text.StartsWith("rename", StringComparison.Ordinal) && Body().Match(text) is { Success: true } body)
        {
            var (folder, id) = (body.Groups[1].Value, body.Groups[2].Value);
            Large++;
            if (!_bodySynced.TryGetValue(id, out var synced) || synced > begin)
                Violations.Add($"line {begin}: body {id} got its name before it was synced");
            _named[id] = end;
            _folders[id] = folder;
        }
    }

    private void Synced(int begin, int end, string path)
    {
        if (path.EndsWith("-wal", StringComparison.Ordinal))
            _syncs.Add((begin, end));
        else if (path.EndsWith(".part", StringComparison.Ordinal))
            _bodySynced[Path.GetFileNameWithoutExtension(path)] = end;
        else
            _durableNames.UnionWith(_named.Where(name => name.Value < begin && _folders[name.Key] == path).Select(name => name.Key));
    }

    private void CheckNames(string text)
    {
        foreach (Match id in Id().Matches(text))
            if (_named.ContainsKey(id.Value) && !_durableNames.Contains(id.Value))
                Violations.Add($"a row names body {id.Value}, whose name is not durable");
    }

    private void Answered(int begin, string id)
    {
        Acknowledged++;
        if (!_written.TryGetValue(id, out var written))
            Violations.Add($"line {begin}: {id} was acknowledged and never written");
        else if (!Enumerable.Reverse(_syncs).Any(sync => sync.Begin > written && sync.End < begin))
            Violations.Add($"line {begin}: {id} was acknowledged before it was synced");
    }

    [GeneratedRegex(@"250 \S+ accepted as (\w{26})")]
    private static partial Regex Accepted();

    [GeneratedRegex(@"[0-9A-HJKMNP-TV-Z]{26}")]
    private static partial Regex Id();

    [GeneratedRegex(@"<([^>]+)>")]
    private static partial Regex Of();

    [GeneratedRegex("""
        ", "(.*)/(\w+)\.body"
        """)]
    private static partial Regex Body();
}
