using System.Globalization;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads the keys of a mapping against what is known there; everything else is a finding.</summary>
internal sealed class Reader(FindingBag findings)
{
    public FindingBag Findings => findings;

    /// <summary>Null if the node is no mapping (which is a finding). Unknown keys are findings.</summary>
    public Node.Mapping? Mapping(Node node, string what, params string[] known)
    {
        if (node is not Node.Mapping mapping)
        {
            findings.Error("CH1103", node.At, $"{what} is a mapping, this is {node.Kind}", $"write a key and a value on each line, like `{known[0]}: …`; known are {string.Join(", ", known)}");
            return null;
        }

        var meant = new Dictionary<Node.Scalar, string>(ReferenceEqualityComparer.Instance);
        foreach (var (key, _) in mapping.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            var near = Similar.Nearest(key.Text, known);
            var help = KeySlips.Cure(key.Text) is { } cure ? cure : near is null && known.Contains("if") && IsAboutMail(key.Text) ? $"facts stand below `if:`, like `if: {{ {key.Text}: … }}`" : $"known are {string.Join(", ", known)}";
            findings.Error("CH1101", key.At, $"unknown key `{key.Text}` in {what}{(near is null ? "" : $"; did you mean `{near}`?")}", help, near);
            if (near is not null && mapping.Find(near) is null && !meant.ContainsValue(near))
                meant[key] = near;
        }

        // What stands below a misspelt key is looked at too, as if the key were right.
        return meant.Count == 0 ? mapping : mapping with { Entries = [.. mapping.Entries.Select(entry => meant.TryGetValue(entry.Key, out var near) ? new Node.Entry(entry.Key with { Text = near }, entry.Value) : entry)] };
    }

    private static bool IsAboutMail(string key) => Registry.FactRegistry.Find(key) is not null || Registry.FactRegistry.IsPrefix(key) || Registry.ConditionKeys.AboutSeveral.Any(known => known.Name == key);

    public IReadOnlyList<Node> List(Node.Mapping mapping, string key, string what)
    {
        switch (mapping.Find(key)?.Value)
        {
            case null:
                return [];
            case Node.Sequence list:
                return list.Items;
            case var other:
                findings.Error("CH1103", other.At, $"`{key}` is a list of {what}, this is {other.Kind}", $"begin each of them with `- `");
                return [];
        }
    }

    /// <summary>A list of texts; a single text stands for a list of one.</summary>
    public IReadOnlyList<Node.Scalar> Texts(Node.Mapping mapping, string key) => mapping.Find(key)?.Value switch
    {
        null => [],
        Node.Scalar { Text: "" or "null" } => [],
        Node.Scalar one => [one],
        Node.Sequence list => [.. list.Items.Select(item => item as Node.Scalar ?? Refuse<Node.Scalar?>("CH1103", item, $"`{key}` is a list of texts, this is {item.Kind}", "write `[a, b]`", null)).OfType<Node.Scalar>()],
        var other => Refuse<IReadOnlyList<Node.Scalar>>("CH1103", other, $"`{key}` is a list of texts, this is {other.Kind}", "write `[a, b]`", []),
    };

    public Node.Scalar? Text(Node.Mapping mapping, string key) => mapping.Find(key)?.Value switch
    {
        null => null,
        Node.Scalar scalar => scalar,
        var other => Refuse<Node.Scalar?>("CH1103", other, $"`{key}` is a plain value, this is {other.Kind}", "write it on one line", null),
    };

    public string Choice(Node.Mapping mapping, string key, string otherwise, params string[] known)
    {
        if (Text(mapping, key) is not { } scalar)
            return otherwise;
        if (known.Contains(scalar.Text))
            return scalar.Text;
        findings.Error("CH1107", scalar.At, $"unknown value `{scalar.Text}` of `{key}`{Similar.Hint(scalar.Text, known)}", $"known are {string.Join(", ", known)}", Similar.Nearest(scalar.Text, known));
        return otherwise;
    }

    public bool Flag(Node.Mapping mapping, string key, bool otherwise) => Choice(mapping, key, otherwise ? "true" : "false", "true", "false") == "true";

    public int Number(Node.Mapping mapping, string key, int otherwise)
    {
        if (Text(mapping, key) is not { } scalar)
            return otherwise;
        if (PlainNumber.IsAmbiguous(findings, scalar, scalar.Text))
            return otherwise;
        return int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : Refuse("CH1108", scalar, $"`{key}` is a whole number", "write a number", otherwise);
    }

    /// <summary>A date or an RFC 3339 time; a date alone begins at midnight UTC.</summary>
    public DateTimeOffset? Time(Node.Mapping mapping, string key, bool endOfDay)
    {
        if (Text(mapping, key) is not { } scalar)
            return null;
        return TimeLiteral.Parse(scalar.Text, endOfDay)
            ?? Refuse<DateTimeOffset?>("CH1108", scalar, $"`{scalar.Text}` is no date{(TimeLiteral.Meant(scalar.Text) is { } meant ? $"; did you mean `{meant}`?" : "")}", "write `2026-12-31` or `2026-12-31T18:00:00+01:00`", null, TimeLiteral.Meant(scalar.Text));
    }

    private T Refuse<T>(string code, Node at, string message, string help, T instead, string? fix = null)
    {
        findings.Error(code, at.At, message, help, fix);
        return instead;
    }
}
