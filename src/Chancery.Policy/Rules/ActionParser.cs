using Chancery.Policy.Conditions;
using Chancery.Policy.Literals;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads actions (language, 1.3, R26, R27) against the registry.</summary>
internal sealed class ActionParser(Reader reader, ConditionParser conditions)
{
    private FindingBag Findings => reader.Findings;

    public IReadOnlyList<ActionUse> List(Node node)
    {
        if (node is not Node.Sequence list)
        {
            Findings.Error("CH1103", node.At, $"actions are a list, this is {node.Kind}", "begin each action with `- `");
            return [];
        }

        return [.. list.Items.Select(One).OfType<ActionUse>()];
    }

    private ActionUse? One(Node node) => node switch
    {
        Node.Scalar name => Named(name, null),
        Node.Mapping { Entries: [var only] } => Named(only.Key, only.Value),
        Node.Mapping { Entries.Count: > 1 } several => Refuse(several.Entries[1].Key.At, "two actions stand in one list entry", "begin each action with `- `"),
        _ => Refuse(node.At, $"an action is a name with its parameters, this is {node.Kind}", "write `- sign: smime`"),
    };

    private ActionUse? Refuse(Place at, string message, string help)
    {
        Findings.Error("CH1103", at, message, help);
        return null;
    }

    private ActionUse? Named(Node.Scalar name, Node? value)
    {
        if (ActionRegistry.Find(name.Text) is { } action)
            return With(action, name.At, value);
        var known = ActionRegistry.All.Select(a => a.Name).ToList();
        var near = Similar.Nearest(name.Text, known);
        Findings.Error("CH4001", name.At, $"unknown action `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", known)}", near);
        return null;
    }

    private ActionUse With(ActionDescriptor action, Place at, Node? value)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Condition? picks = null;
        if (value is Node.Mapping mapping)
            picks = Read(action, action.Parameters, mapping, "", values);
        else if (value is not null and not Node.Scalar { Text: "" or "null" })
            ReadBare(action, value, values);
        AddDefaults(action.Parameters, values);
        foreach (var missing in action.Parameters.Where(p => p.Required && !values.ContainsKey(p.Name)))
            Findings.Error("CH4002", at, $"`{action.Name}` needs `{missing.Name}`", $"write `{action.Name}: {{ {missing.Name}: … }}`");
        return new ActionUse(action, values, at, picks);
    }

    private void ReadBare(ActionDescriptor action, Node value, Dictionary<string, string> values)
    {
        if (action.Bare is { } bare)
            ReadValue(action, action.Find(bare)!, value, bare, values);
        else
            Findings.Error("CH1103", value.At, $"`{action.Name}` takes parameters, this is {value.Kind}", $"known are {string.Join(", ", action.Parameters.Select(p => p.Name))}");
    }

    private Condition? Read(ActionDescriptor action, IReadOnlyList<ParameterDescriptor> known, Node.Mapping mapping, string prefix, Dictionary<string, string> values)
    {
        Condition? picks = null;
        foreach (var (key, value) in mapping.Entries)
        {
            var parameter = known.FirstOrDefault(p => p.Name == key.Text) ?? (prefix.Length == 0 ? ActionDescriptor.Common.FirstOrDefault(p => p.Name == key.Text) : null);
            if (parameter is null)
            {
                var names = known.Select(p => p.Name).Concat(prefix.Length == 0 ? ActionDescriptor.Common.Select(p => p.Name) : []).ToList();
                var near = Similar.Nearest(key.Text, names);
                Findings.Error("CH4003", key.At, $"`{action.Name}` has no parameter `{prefix}{key.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", names)}", near);
            }
            else if (parameter.Type == ParameterType.Condition)
            {
                picks = conditions.ParseAttachment(value);
                values[prefix + key.Text] = "picked";
            }
            else
                ReadValue(action, parameter, value, prefix + key.Text, values);
        }

        return picks;
    }

    private void ReadValue(ActionDescriptor action, ParameterDescriptor parameter, Node value, string name, Dictionary<string, string> values)
    {
        switch (parameter.Type)
        {
            case ParameterType.Group when value is Node.Mapping inner:
                values[name] = "";
                Read(action, parameter.Inner!, inner, name + ".", values);
                foreach (var missing in parameter.Inner!.Where(p => p.Required && !values.ContainsKey($"{name}.{p.Name}")))
                    Findings.Error("CH4002", value.At, $"`{action.Name}` needs `{name}.{missing.Name}`", $"write `{name}: {{ {missing.Name}: … }}`");
                break;
            case ParameterType.Any:
                Flatten(value, name, values);
                break;
            case ParameterType.Texts or ParameterType.Choices:
                ReadList(parameter, value, name, values);
                break;
            default:
                if (value is Node.Scalar scalar)
                    ReadScalar(parameter, scalar, name, values);
                else
                    Findings.Error("CH1103", value.At, $"`{name}` of `{action.Name}` is {(parameter.Type == ParameterType.Group ? "a mapping" : "a plain value")}, this is {value.Kind}", "see the reference of the action");
                break;
        }
    }

    private void ReadList(ParameterDescriptor parameter, Node value, string name, Dictionary<string, string> values)
    {
        var items = Operands.Of(Findings, value, "a value");
        foreach (var item in items.Where(item => parameter.Values is { } known && !known.Contains(item.Text)))
            UnknownValue(parameter, item, name);
        foreach (var twice in items.GroupBy(item => item.Text).Where(same => same.Count() > 1 && parameter.Values is not null))
            Findings.Error("CH1109", twice.Last().At, $"`{twice.Key}` stands twice in `{name}`", "keep the first");
        values[name] = string.Join('\n', items.Where(item => parameter.Values?.Contains(item.Text) ?? true).Select(item => item.Text).Distinct());
    }

    private void ReadScalar(ParameterDescriptor parameter, Node.Scalar scalar, string name, Dictionary<string, string> values)
    {
        var known = parameter.Type == ParameterType.Flag ? ["true", "false"] : parameter.Values;
        if (known is not null && !known.Contains(scalar.Text))
            UnknownValue(parameter with { Values = known }, scalar, name);
        else if (parameter.Type == ParameterType.Duration)
            ReadDuration(scalar, name, values);
        else if (parameter.Type == ParameterType.Time && TimeLiteral.Parse(scalar.Text, endOfDay: true) is null)
            Findings.Error("CH1108", scalar.At, $"`{scalar.Text}` of `{name}` is no date", "write `2026-12-31` or `2026-12-31T18:00:00+01:00`");
        else if (parameter.Type == ParameterType.Number && (!int.TryParse(scalar.Text, out var number) || number < 1))
            Findings.Error("CH1108", scalar.At, $"`{name}` is a number from 1", "write a number");
        else
            values[name] = scalar.Text;
    }

    private void ReadDuration(Node.Scalar scalar, string name, Dictionary<string, string> values)
    {
        if (Quantity.Duration(scalar.Text) is { } duration && duration > TimeSpan.Zero)
            values[name] = Quantity.Spell(duration);
        else
            Findings.Error("CH1204", scalar.At, $"`{scalar.Text}` is no duration", "write a number with s, m, h, d or w, like `14d`, or ISO 8601 like `P14D`");
    }

    private void UnknownValue(ParameterDescriptor parameter, Node.Scalar at, string name)
    {
        var near = Similar.Nearest(at.Text, parameter.Values!);
        Findings.Error("CH1107", at.At, $"unknown value `{at.Text}` of `{name}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"known are {string.Join(", ", parameter.Values!)}", near);
    }

    private static void Flatten(Node value, string name, Dictionary<string, string> values)
    {
        switch (value)
        {
            case Node.Scalar scalar:
                values[name] = scalar.Text;
                break;
            case Node.Sequence list:
                values[name] = string.Join('\n', list.Items.OfType<Node.Scalar>().Select(item => item.Text));
                break;
            case Node.Mapping mapping:
                foreach (var (key, inner) in mapping.Entries)
                    Flatten(inner, $"{name}.{key.Text}", values);
                break;
        }
    }

    private static void AddDefaults(IReadOnlyList<ParameterDescriptor> parameters, Dictionary<string, string> values)
    {
        foreach (var parameter in parameters.Where(p => p.Default is not null))
            values.TryAdd(parameter.Name, parameter.Default!);
    }
}
