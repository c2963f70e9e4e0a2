using Chancery.Policy.Conditions;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Profiles;

/// <summary>Reads a tenant's documents of kind Profiles; several of them add up.</summary>
internal sealed class ProfilesParser(FindingBag findings)
{
    private static readonly string[] Keys = ["apiVersion", "kind", "metadata", .. ProfileSections.All.Select(section => section.Name)];

    private readonly Reader _reader = new(findings);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public ProfileSet Parse(IReadOnlyList<Node> documents)
    {
        foreach (var document in documents)
            _reader.Mapping(document, "a document of profiles", Keys);
        var declared = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal);
        // Sinks last in the file, first to be known: archives refer to them.
        foreach (var section in ProfileSections.All.Reverse())
            declared[section.Name] = Section(section, documents, declared.GetValueOrDefault("sinks"));
        return new ProfileSet(declared);
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> Section(
        ProfileSection section, IReadOnlyList<Node> documents, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? sinks)
    {
        var profiles = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, node) in documents.SelectMany(document => EntriesOf(document, section.Name)))
        {
            if (!_places.TryAdd($"{section.Name}/{name.Text}", name.At))
                findings.Error("CH3304", name.At, $"`{name.Text}` is declared twice under `{section.Name}` (also in {_places[$"{section.Name}/{name.Text}"].File}:{_places[$"{section.Name}/{name.Text}"].Line})", "keep one of them");
            if (Profile(section, name, node, sinks) is { } values)
                profiles.TryAdd(name.Text, values);
        }

        return profiles;
    }

    private Dictionary<string, string>? Profile(ProfileSection section, Node.Scalar name, Node node, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? sinks)
    {
        if (node is not Node.Mapping mapping)
        {
            findings.Error("CH1103", node.At, $"{section.Singular} `{name.Text}` is a mapping, this is {node.Kind}", "write `{ key: value }`");
            return null;
        }

        var operands = new Operands(findings, Names.None);
        var parameters = new ParameterReader(new ConditionParser(findings, Names.None), $"{section.Singular} `{name.Text}`") { UnknownCode = "CH1101", MissingCode = "CH1104" };
        parameters.Read(section.Parameters, mapping);
        parameters.AddDefaults(section.Parameters);
        if (section.Name == "sinks" && mapping.Entries.Count != 1)
            findings.Error("CH4202", name.At, $"sink `{name.Text}` needs one of {string.Join(", ", section.Parameters.Select(p => p.Name))}, and one only", "write `http: { url: https://… }`");
        if (sinks is not null && parameters.Written.GetValueOrDefault("sink") is [var sink])
            operands.Declared("CH3214", "sink", sink, sink.Text, sinks, "`sinks:` of the profiles");
        if (parameters.Written.GetValueOrDefault("case") is [var topic])
            PortalCase.Check(findings, topic);
        return parameters.Values;
    }

    private IEnumerable<Node.Entry> EntriesOf(Node document, string section)
    {
        switch ((document as Node.Mapping)?.Find(section)?.Value)
        {
            case null or Node.Scalar { Text: "" or "null" }:
                return [];
            case Node.Mapping entries:
                return entries.Entries;
            case var other:
                findings.Error("CH1103", other.At, $"`{section}` is a mapping of names, this is {other.Kind}", $"write `{section}: {{ name: {{ … }} }}`");
                return [];
        }
    }
}

/// <summary>What keeps mails of one case together in the portal (R24).</summary>
internal static class PortalCase
{
    public static void Check(FindingBag findings, Node.Scalar topic)
    {
        if (topic.Text is not ("thread" or "tag") && !(Operands.NameIn(topic.Text, "header") is { } field && HeaderChecks.IsName(field)))
            findings.Error("CH1107", topic.At, $"unknown value `{topic.Text}` of `case`", "known are thread, tag and header(NAME)");
    }
}
