using Chancery.Policy.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Chancery.Host.Settings.Tree;

/// <summary>Reads YAML into settings nodes. One document, no anchors, tags or duplicate keys; every mistake is a finding with its place.</summary>
internal static class YamlTree
{
    private const int DeepestNesting = 16;
    private const int LargestFile = 1 << 20;

    /// <summary>An empty mapping where the text cannot be read; then <paramref name="findings"/> says why.</summary>
    public static SettingsNode.Mapping Read(string file, string text, FindingList findings)
    {
        var start = new SettingsPlace(file, 1, 1, 0);
        var empty = new SettingsNode.Mapping(start, []);
        if (text.Length > LargestFile || NestsTooDeep(text))
        {
            findings.Error(SettingsCodes.Unreadable, start, "the file is too large or nested too deep to be settings", "name the settings file with --config");
            return empty;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return empty;
            parser.Consume<DocumentStart>();
            var root = Node(parser, file, findings, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                findings.Error(SettingsCodes.Unreadable, Place(file, parser.Current!), "a second document begins here", "keep one document per settings file");
            if (root is SettingsNode.Mapping mapping)
                return mapping;
            if (!root.IsEmpty)
                findings.Error(SettingsCodes.WrongType, root.Place, "settings are keys with values", "begin with  hostname: gw.example.org");
            return empty;
        }
        catch (YamlException damage)
        {
            var place = new SettingsPlace(file, (int)Math.Max(1, damage.Start.Line), (int)Math.Max(1, damage.Start.Column), 0);
            findings.Error(SettingsCodes.Unreadable, place, "this is not YAML: " + Plain(damage), "check indentation, colons and quotes around this place");
            return empty;
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner gives up like this where a bracket stays open.
            findings.Error(SettingsCodes.Unreadable, Reached(parser, file), "this is not YAML: a bracket or quote that begins here is not closed", "close `{` with `}` and `[` with `]`; ` #` begins a comment, in quotes it does not");
            return empty;
        }
    }

    private static SettingsPlace Reached(Parser parser, string file) => parser.Current is { } reached ? Place(file, reached) : new SettingsPlace(file, 1, 1, 0);

    private static SettingsNode Node(IParser parser, string file, FindingList findings, int depth)
    {
        if (depth > DeepestNesting)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deep");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
            findings.Error(SettingsCodes.Unreadable, Place(file, anchored), "anchors are not used in settings", "write the value out");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new SettingsNode.Scalar(Place(file, scalar), scalar.Value);
        if (parser.TryConsume<SequenceStart>(out var sequence))
            return Sequence(parser, sequence, file, findings, depth);
        if (parser.TryConsume<MappingStart>(out var mapping))
            return Mapping(parser, mapping, file, findings, depth);
        throw new YamlException(parser.Current!.Start, parser.Current.End, "an alias is not used in settings");
    }

    private static SettingsNode.Sequence Sequence(IParser parser, SequenceStart start, string file, FindingList findings, int depth)
    {
        var items = new List<SettingsNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(parser, file, findings, depth + 1));
        return new SettingsNode.Sequence(Place(file, start), items);
    }

    private static SettingsNode.Mapping Mapping(IParser parser, MappingStart start, string file, FindingList findings, int depth)
    {
        var mapping = new SettingsNode.Mapping(Place(file, start), []);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var value = Node(parser, file, findings, depth + 1);
            if (mapping.Find(key.Value) is { } first)
                findings.Error(SettingsCodes.Unreadable, Place(file, key), $"\"{key.Value}\" stands here twice", $"the first one is in line {first.KeyPlace.Line}; keep one");
            else
                mapping.Entries.Add(new SettingsNode.Entry(key.Value, Place(file, key), value));
        }

        return mapping;
    }

    /// <summary>The parser's scanner recurses; thousands of open brackets would end the process.</summary>
    private static bool NestsTooDeep(string text)
    {
        var (open, deepest) = (0, 0);
        foreach (var c in text)
        {
            open += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            deepest = Math.Max(deepest, open);
        }

        return deepest > 200;
    }

    private static SettingsPlace Place(string file, ParsingEvent at) =>
        new(file, (int)at.Start.Line, (int)at.Start.Column, at.Start.Line == at.End.Line ? (int)(at.End.Column - at.Start.Column) : 0);

    private static string Plain(YamlException damage)
    {
        var text = damage.InnerException?.Message ?? damage.Message;
        var end = text.LastIndexOf("): ", StringComparison.Ordinal);
        return (end < 0 ? text : text[(end + 3)..]).TrimEnd('.').ToLowerInvariant();
    }
}
