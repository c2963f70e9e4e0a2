using Chancery.Policy.Conditions;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Reads actions (language, 1.3, R26, R27) against the registry.</summary>
internal sealed class ActionParser(Reader reader, ConditionParser conditions)
{
    private readonly ActionReferences _references = new(conditions.Operands);

    private FindingBag Findings => reader.Findings;

    public IReadOnlyList<ActionUse> List(Node node)
    {
        if (node is not Node.Sequence list)
        {
            Findings.Error("CH1103", node.At, $"actions are a list, this is {node.Kind}", node is Node.Scalar { Text.Length: > 0 and < 40 } word ? $"write `[ {word.Text} ]`, or begin each action with `- ` on a line of its own" : "begin each action with `- ` on a line of its own");
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
        Findings.Error("CH4001", name.At, $"unknown action `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", MeantActions.Of(name.Text) ?? $"known are {string.Join(", ", known)}", near);
        // Its parameters are looked at too, as if the name were right.
        return near is null ? null : With(ActionRegistry.Find(near)!, name.At, value);
    }

    private ActionUse With(ActionDescriptor action, Place at, Node? value)
    {
        var parameters = new ParameterReader(conditions, $"`{action.Name}`") { Bare = value is Node.Mapping ? null : action.Bare };
        var afterwards = new List<ActionUse>();
        if (value is Node.Mapping mapping)
            ReadAll(action, mapping, parameters, afterwards);
        else if (value is not null and not Node.Scalar { Text: "" or "null" } && !ReadBare(action, value, parameters))
            return new ActionUse(action, parameters.Values, at, null);
        FillFromProfile(action, parameters.Values);
        parameters.AddDefaults(action.Parameters);
        parameters.Require(action.Parameters, at);
        _references.Check(action, parameters, at);
        PlacementChecks.Run(action, parameters, Findings);
        return new ActionUse(action, parameters.Values, at, parameters.Picks) { Afterwards = afterwards };
    }

    /// <summary>What every action takes besides is read apart, for <c>onFailure</c> holds actions of its own.</summary>
    private void ReadAll(ActionDescriptor action, Node.Mapping mapping, ParameterReader parameters, List<ActionUse> afterwards)
    {
        var own = mapping.Entries.Where(entry => entry.Key.Text != "onFailure").ToList();
        parameters.Read([.. action.Parameters, .. ActionDescriptor.Common], mapping with { Entries = own });
        if (mapping.Find("onFailure") is { } failure)
            afterwards.AddRange(new OnFailureParser(reader, List).Parse(action, failure.Value, parameters));
        if (action.Name is "webhook" or "dms" or "siem" && mapping.Find("url") is { Value: Node.Scalar url })
            Profiles.SinkUrl.Check(Findings, url);
    }

    /// <summary>What a rule does not say itself, the profile says that it names.</summary>
    private void FillFromProfile(ActionDescriptor action, Dictionary<string, string> values)
    {
        foreach (var (name, section, prefix) in ActionReferences.ProfilesOf(action.Name))
        {
            if (values.GetValueOrDefault(name) is not { } profile)
                continue;
            foreach (var (key, value) in conditions.Operands.Names.Profiles.Values(section, profile).Where(value => prefix.Length > 0 || action.Find(value.Key) is not null && value.Key != name))
                values.TryAdd(prefix + key, value);
        }
    }

    /// <summary>False if the action has no short form.</summary>
    private bool ReadBare(ActionDescriptor action, Node value, ParameterReader parameters)
    {
        if (action.Bare is { } bare)
            parameters.ReadValue(action.Find(bare)!, value, bare);
        else
            Findings.Error("CH1103", value.At, $"`{action.Name}` takes parameters, this is {value.Kind}", $"write {Longhand(action, value)}; known are {string.Join(", ", action.Parameters.Select(p => p.Name))}");
        return action.Bare is not null;
    }

    /// <summary>The parameters that are needed, or the one that the value fits.</summary>
    private static string Longhand(ActionDescriptor action, Node value)
    {
        var text = value is Node.Scalar { Text.Length: < 40 } scalar ? scalar.Text : "…";
        var needed = action.Parameters.Where(p => p.Required).Select((p, i) => $"{p.Name}: {(i == 0 ? text : "…")}").ToList();
        if (needed.Count == 0)
            needed = [.. action.Parameters.Where(p => p.Type == ParameterType.Duration && Literals.Quantity.Duration(text) is not null).Take(1).Select(p => $"{p.Name}: {text}")];
        return $"`{action.Name}: {{ {(needed.Count == 0 ? $"{action.Parameters[0].Name}: …" : string.Join(", ", needed))} }}`";
    }
}
