using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Profiles;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads the parameters of an action or profile against their declaration, into flat values: nested names are dotted, lists joined by LF.</summary>
/// <param name="owner">Whose parameters these are, for findings.</param>
internal sealed class ParameterReader(ConditionParser conditions, string owner)
{
    private FindingBag Findings => conditions.Operands.Findings;

    /// <summary>Code of a parameter that there is not.</summary>
    public string UnknownCode { get; init; } = "CH4003";

    /// <summary>Code of a parameter that is needed.</summary>
    public string MissingCode { get; init; } = "CH4002";

    /// <summary>The parameter that a bare literal sets: who wrote `protect: [smime]` did not write its name.</summary>
    public string? Bare { get; init; }

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The values as they stand in the file.</summary>
    public Dictionary<string, IReadOnlyList<Node.Scalar>> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>The condition on attachments, where one was given.</summary>
    public Condition? Picks { get; private set; }

    public void Read(IReadOnlyList<ParameterDescriptor> known, Node.Mapping mapping, string prefix = "")
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (known.FirstOrDefault(p => p.Name == key.Text) is { } parameter)
                ReadValue(parameter, value, prefix + key.Text);
            else
                Unknown(key, prefix, [.. known.Select(p => p.Name)]);
        }
    }

    public void ReadValue(ParameterDescriptor parameter, Node value, string name)
    {
        switch (parameter.Type)
        {
            case ParameterType.Condition:
                Picks = conditions.ParseAttachment(value);
                Values[name] = "picked";
                break;
            case ParameterType.Group when value is Node.Mapping inner:
                Values[name] = "";
                Read(parameter.Inner!, inner, name + ".");
                Require(parameter.Inner!, value.At, name + ".");
                break;
            case ParameterType.Group:
                Findings.Error("CH1103", value.At, $"`{name}` of {owner} is a mapping, this is {value.Kind}", $"write `{parameter.Name}: {{ {parameter.Inner!.FirstOrDefault(inner => inner.Name is "name" or "profile" or "strategy")?.Name ?? parameter.Inner![0].Name}: … }}`; known are {string.Join(", ", parameter.Inner!.Select(inner => inner.Name))}");
                break;
            case ParameterType.Any:
                Flatten(value, name);
                break;
            case ParameterType.Texts or ParameterType.Choices:
                ReadList(parameter, value, name);
                break;
            default:
                if (value is Node.Scalar scalar)
                    ReadScalar(parameter, scalar, name);
                else
                    Findings.Error("CH1103", value.At, $"{(name == Bare ? owner : $"`{name}` of {owner}")} is a plain value, this is {value.Kind}", $"write one value: `{parameter.Name}: …`");
                break;
        }
    }

    public void Require(IReadOnlyList<ParameterDescriptor> parameters, Place at, string prefix = "")
    {
        foreach (var missing in parameters.Where(p => p.Required && !Values.ContainsKey(prefix + p.Name) && !Written.ContainsKey(prefix + p.Name)))
            Findings.Error(MissingCode, at, $"{owner} needs `{prefix}{missing.Name}`", $"write `{(prefix.Length == 0 ? owner.Trim('`') : prefix.TrimEnd('.'))}: {{ {missing.Name}: … }}`");
    }

    public void AddDefaults(IReadOnlyList<ParameterDescriptor> parameters)
    {
        foreach (var parameter in parameters.Where(p => p.Default is not null))
            Values.TryAdd(parameter.Name, parameter.Default!);
    }

    private void ReadList(ParameterDescriptor parameter, Node value, string name)
    {
        if (value is Node.Sequence { Items.Count: 0 })
        {
            Findings.Error("CH1105", value.At, $"`{Shown(name)}: []` says nothing", parameter.Values is { } all ? $"name at least one of {string.Join(", ", all)}" : "name at least one value, or take it away");
            Written[name] = [];
            return;
        }

        var items = conditions.Operands.Of(value, "a value");
        foreach (var item in items.Where(item => parameter.Values is { } known && !known.Contains(item.Text)))
            UnknownValue(parameter.Values!, item, name);
        foreach (var twice in items.GroupBy(item => item.Text).Where(same => same.Count() > 1 && parameter.Values is not null))
            Findings.Error("CH1109", twice.Last().At, $"`{twice.Key}` stands twice in `{Shown(name)}`", "keep the first");
        Written[name] = items;
        Values[name] = string.Join('\n', items.Where(item => parameter.Values?.Contains(item.Text) ?? true).Select(item => item.Text).Distinct());
    }

    private void ReadScalar(ParameterDescriptor parameter, Node.Scalar scalar, string name)
    {
        Written[name] = [scalar];
        var known = parameter.Type == ParameterType.Flag ? ["true", "false"] : parameter.Values;
        if (known is not null && !known.Contains(scalar.Text))
            UnknownValue(known, scalar, name);
        else if (Spelled(parameter.Type, scalar, name) is { } value)
            Values[name] = value;
    }

    private string? Spelled(ParameterType type, Node.Scalar scalar, string name) => type switch
    {
        ParameterType.Duration => Duration(scalar),
        ParameterType.Size => Size(scalar),
        ParameterType.Number => Number(scalar, name),
        ParameterType.Time when TimeLiteral.Parse(scalar.Text, endOfDay: true) is null => Refuse("CH1108", scalar, $"`{scalar.Text}` of `{Shown(name)}` is no date", "write `2026-12-31` or `2026-12-31T18:00:00+01:00`", TimeLiteral.Meant(scalar.Text)),
        ParameterType.Secret when Operands.NameIn(scalar.Text, "secretRef") is not { Length: > 0 } =>
            Refuse("CH2401", scalar, $"`{name}` holds a secret, and a policy is read by many", "keep the secret in the secret store and write `secretRef(name)`"),
        ParameterType.Url => SinkUrl.Check(Findings, scalar) ? scalar.Text : null,
        _ => scalar.Text,
    };

    private string Shown(string name) => name == Bare ? owner.Trim('`') : name;

    private string? Duration(Node.Scalar scalar) =>
        Quantity.Duration(scalar.Text) is { } duration && duration > TimeSpan.Zero
            ? Quantity.Spell(duration) : Refuse("CH1204", scalar, $"`{scalar.Text}` is no duration", "write a number with s, m, h, d, w or y, like `14d`, or ISO 8601 like `P14D`", MeantUnits.Duration(scalar.Text));

    private string? Size(Node.Scalar scalar) =>
        Quantity.Parse(scalar.Text, Quantity.SizeUnits).Value is not null
            ? scalar.Text : Refuse("CH1203", scalar, $"unknown unit in size literal `{scalar.Text}`", "expected: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024)");

    private string? Number(Node.Scalar scalar, string name)
    {
        if (PlainNumber.IsAmbiguous(Findings, scalar, scalar.Text))
            return null;
        return int.TryParse(scalar.Text, out var number) && number >= 1 ? scalar.Text : Refuse("CH1108", scalar, $"`{Shown(name)}` is a number from 1", "write a number");
    }

    private string? Refuse(string code, Node.Scalar at, string message, string help, string? meant = null)
    {
        Findings.Error(code, at.At, meant is null ? message : $"{message}; did you mean `{meant}`?", help, meant);
        return null;
    }

    private void Unknown(Node.Scalar key, string prefix, IReadOnlyList<string> known)
    {
        var near = Similar.Nearest(key.Text, known);
        var help = owner == "`header`" && prefix.Length == 0 && key.Text.Contains('-', StringComparison.Ordinal) ? $"write `header: {{ set: {{ name: {key.Text}, value: … }} }}`" : $"known are {string.Join(", ", known)}";
        Findings.Error(UnknownCode, key.At, $"{owner} has no parameter `{prefix}{key.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", help, near);
    }

    private void UnknownValue(IReadOnlyList<string> known, Node.Scalar at, string name)
    {
        var near = Similar.Nearest(at.Text, known);
        var several = at.Text.Split([',', ' ', ';', '|', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var help = several.Length > 1 && several.All(known.Contains) ? $"write a list: `[{string.Join(", ", several)}]`" : $"known are {string.Join(", ", known)}";
        Findings.Error("CH1107", at.At, $"unknown value `{at.Text}` of `{Shown(name)}`{(near is null ? "" : $"; did you mean `{near}`?")}", help, near);
    }

    private void Flatten(Node value, string name)
    {
        switch (value)
        {
            case Node.Scalar scalar:
                Values[name] = scalar.Text;
                Written[name] = [scalar];
                break;
            case Node.Sequence list:
                Written[name] = [.. list.Items.OfType<Node.Scalar>()];
                Values[name] = string.Join('\n', Written[name].Select(item => item.Text));
                break;
            case Node.Mapping mapping:
                foreach (var (key, inner) in mapping.Entries)
                    Flatten(inner, $"{name}.{key.Text}");
                break;
        }
    }
}
