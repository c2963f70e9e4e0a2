using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Loading;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

internal enum ListType { Text, Domain, Address, Ip }

/// <summary>A named list of values; rules say <c>list(name)</c>.</summary>
internal sealed record ValueList(ListType Type, IReadOnlyList<string> Values);

/// <summary>Reads <c>lists: { name: { type, values | file } }</c>.</summary>
internal sealed class ListParser(Reader reader, ListFiles files)
{
    private static readonly string[] Types = ["text", "domain", "address", "ip"];

    public ValueList? Parse(SourceFile document, Node.Scalar name, Node node)
    {
        if (node is Node.Sequence or Node.Scalar)
        {
            reader.Findings.Error("CH1103", node.At, $"list `{name.Text}` says its type and its values, this is {node.Kind}", $"write `{name.Text}: {{ type: domain, values: [ … ] }}`");
            return null;
        }

        if (reader.Mapping(node, $"list `{name.Text}`", "type", "values", "file", "title") is not { } list)
            return null;
        if (list.Find("type") is null)
            reader.Findings.Error("CH1104", name.At, $"list `{name.Text}` has no `type`", $"say what its values are: {string.Join(", ", Types)}");
        var type = Enum.Parse<ListType>(reader.Choice(list, "type", "text", Types), ignoreCase: true);
        if (list.Find("values") is null == list.Find("file") is null)
            reader.Findings.Error("CH1104", name.At, $"list `{name.Text}` needs `values` or `file`, and one of them only", "write `values: [a, b]` or `file: lists/name.txt`");
        var entries = reader.Texts(list, "values").Concat(reader.Text(list, "file") is { } file ? files.Entries(document, file) : []);
        return new ValueList(type, [.. entries.Select(entry => Value(type, entry)).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private string? Value(ListType type, Node.Scalar entry) => type switch
    {
        ListType.Domain => DomainFindings.Domain(reader.Findings, entry),
        ListType.Address => DomainFindings.Address(reader.Findings, entry),
        ListType.Ip => NetworkTests.NetworkOf(reader.Findings, entry)?.ToString(),
        _ => entry.Text,
    };
}
