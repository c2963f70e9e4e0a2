using Chancery.Policy.Plans;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Rules;

/// <summary>Checks <c>before:</c> and <c>after:</c>: names that are there, and an order that physics allows (language, 1.9.5).</summary>
internal static class PlacementChecks
{
    private static readonly string[] Names = [.. Stages.DefaultOrder.Concat(ActionRegistry.All.Select(action => action.Name)).Distinct()];

    public static void Run(ActionDescriptor action, ParameterReader parameters, FindingBag findings)
    {
        var (before, after) = (parameters.Written.GetValueOrDefault("before") ?? [], parameters.Written.GetValueOrDefault("after") ?? []);
        foreach (var name in before.Concat(after).Where(name => !Names.Contains(name.Text)))
        {
            var near = Similar.Nearest(name.Text, Names);
            findings.Error("CH4103", name.At, $"there is no stage or action `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}", $"stages are {string.Join(", ", Stages.DefaultOrder)}", near);
        }

        foreach (var name in before.Where(name => after.Any(other => (StageOf(other.Text) ?? other.Text) == (StageOf(name.Text) ?? name.Text))))
            findings.Error("CH4104", name.At, $"`{action.Name}` cannot be both before and after `{name.Text}`", "keep one of them");
        var own = StageOf(action.Name);
        foreach (var name in before.Where(name => StageOf(name.Text) is { } stage && own is not null && MustPrecede(stage, own)))
            Contradicts(findings, action, name, "before");
        foreach (var name in after.Where(name => StageOf(name.Text) is { } stage && own is not null && MustPrecede(own, stage)))
            Contradicts(findings, action, name, "after");
    }

    private static void Contradicts(FindingBag findings, ActionDescriptor action, Node.Scalar name, string word) =>
        findings.Error("CH4105", name.At, $"`{action.Name}` cannot come {word} `{name.Text}`: see the fixed order of the stages", $"take `{word}: {name.Text}` away");

    private static bool MustPrecede(string first, string second) =>
        first == second || Stages.Constraints.Any(constraint => constraint.First == first && MustPrecede(constraint.Second, second));

    /// <summary>The stage at which a name is carried out; null: at no fixed one.</summary>
    private static string? StageOf(string name) => name switch
    {
        "subject" => "tag",
        "protect" => "encrypt",
        "header" or "label" => "headers",
        "verify" => "decrypt",
        "archive" => null,
        _ when Stages.DefaultOrder.Contains(name) => name,
        _ => null,
    };
}
