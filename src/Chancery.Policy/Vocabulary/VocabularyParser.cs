using System.Text.RegularExpressions;
using Chancery.Policy.Conditions;
using Chancery.Policy.Loading;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>Reads a tenant's documents of kind Vocabulary; several of them add up.</summary>
internal sealed partial class VocabularyParser(FindingBag findings, ListFiles files, IReadOnlyList<(SourceFile File, Node Node)> documents)
{
    private static readonly string[] Keys =
        ["apiVersion", "kind", "metadata", "lists", "groups", "roles", "labels", "tags", "detectors", "schedules", "calendars", "conditions", "triggers"];

    private readonly Reader _reader = new(findings);

    /// <param name="names">What the manifest declares, and the profiles.</param>
    public Names Parse(Names names)
    {
        foreach (var (_, node) in documents)
            _reader.Mapping(node, "a vocabulary", Keys);
        var calendars = Section<Func<DateOnly, bool>>("calendars", (_, name, node) => Times(new Dictionary<string, Func<DateOnly, bool>>()).Calendar(name, node));
        names = names with
        {
            Lists = Section("lists", new ListParser(_reader, files).Parse),
            Groups = Section("groups", (file, name, node) => People(names).Group(file, name, node)),
            Schedules = Section("schedules", (_, name, node) => Times(calendars).Parse(name, node)),
            Labels = Labels(names),
            Tags = Section("tags", (_, name, node) => new TagParser(new Operands(findings, names), _reader).Tag(name, node)),
            Detectors = Detectors(names),
            Triggers = Triggers(names),
        };
        names = names with { Roles = Section("roles", (file, name, node) => People(names).Role(file, name, node)) };
        names = names with { Conditions = NamedConditions.Check(Section("conditions", (_, name, node) => new NamedCondition(node, name.At)), findings) };
        NamedConditions.Read(names, findings);
        return names;
    }

    private ScheduleParser Times(IReadOnlyDictionary<string, Func<DateOnly, bool>> calendars) => new(_reader, calendars);

    private PeopleParser People(Names names) => new(new Operands(findings, names), _reader, files);

    private LabelScheme? Labels(Names names)
    {
        LabelScheme? labels = null;
        foreach (var entry in documents.Select(document => (document.Node as Node.Mapping)?.Find("labels")).OfType<Node.Entry>())
        {
            if (labels is not null)
                findings.Error("CH3304", entry.Key.At, "`labels` are declared twice", "keep them in one vocabulary: their ranks belong together");
            labels ??= new LabelParser(new Operands(findings, names), _reader).Parse(entry.Value);
        }

        return labels;
    }

    private Dictionary<string, Detector> Detectors(Names names)
    {
        var declared = Section("detectors", (_, name, node) => new DetectorParser(new Operands(findings, names), _reader).Parse(name, node));
        foreach (var builtIn in Detector.BuiltIn)
            declared.TryAdd(builtIn.Key, builtIn.Value);
        return declared;
    }

    private List<DeclaredTrigger> Triggers(Names names) =>
        [.. Section("triggers", (_, name, node) => new TagParser(new Operands(findings, names), _reader).Trigger(name, node)).Values];

    private Dictionary<string, T> Section<T>(string key, Func<SourceFile, Node.Scalar, Node, T?> parse) where T : class
    {
        var declared = new Dictionary<string, T>(StringComparer.Ordinal);
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (file, node) in documents)
        {
            foreach (var (name, value) in EntriesOf(node, key))
            {
                if (!Name().IsMatch(name.Text))
                    findings.Error("CH1110", name.At, $"`{name.Text}` is no name", "use letters, digits, `.`, `_` and `-`, at most 63 characters");
                if (!places.TryAdd(name.Text, name.At))
                    findings.Error("CH3304", name.At, $"`{name.Text}` is declared twice under `{key}` (also in {places[name.Text].File}:{places[name.Text].Line})", "keep one of them");
                if (parse(file, name, value) is { } read)
                    declared.TryAdd(name.Text, read);
            }
        }

        return declared;
    }

    private IEnumerable<Node.Entry> EntriesOf(Node document, string key)
    {
        switch ((document as Node.Mapping)?.Find(key)?.Value)
        {
            case null or Node.Scalar { Text: "" or "null" }:
                return [];
            case Node.Mapping section:
                return section.Entries;
            case var other:
                findings.Error("CH1103", other.At, $"`{key}` is a mapping of names, this is {other.Kind}", $"write `{key}: {{ name: {{ … }} }}`");
                return [];
        }
    }

    [GeneratedRegex(@"^[\p{L}0-9][\p{L}0-9._-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
