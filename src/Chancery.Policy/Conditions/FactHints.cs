using Chancery.Policy.Registry;

namespace Chancery.Policy.Conditions;

/// <summary>What to say about a fact that there is not and that resembles none: the operator in its name, or the facts beside it.</summary>
internal static class FactHints
{
    public static string For(string name) => OperatorInside(name) ?? Beside(name);

    /// <summary><c>subject_contains</c>, <c>subject.regex</c>.</summary>
    private static string? OperatorInside(string name)
    {
        foreach (var op in OperatorRegistry.All.Select(known => known.Name).Where(op => char.IsLetter(op[0])))
        {
            if (name.Length > op.Length + 1 && name.EndsWith(op, StringComparison.OrdinalIgnoreCase) && name[^(op.Length + 1)] is '.' or '_' or '-' && FactRegistry.Find(name[..^(op.Length + 1)]) is { } fact)
                return $"write `{fact.Name}: {{ {op}: … }}`";
        }

        return null;
    }

    private static string Beside(string name)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            var beside = FactRegistry.All.Select(fact => fact.Name).Where(fact => fact.StartsWith(name[..(dot + 1)], StringComparison.Ordinal)).ToList();
            if (beside.Count > 0)
                return $"known are {string.Join(", ", beside)}";
        }

        var below = FactRegistry.All.Select(fact => fact.Name).Where(fact => fact.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        return below.Count > 0 ? $"known are {string.Join(", ", below)}" : $"known are {string.Join(", ", Groups)}; below them see the list of facts in the reference";
    }

    private static IEnumerable<string> Groups => FactRegistry.All.Select(fact => fact.Name.Split('.')[0]).Where(group => group != "plan").Distinct();
}
