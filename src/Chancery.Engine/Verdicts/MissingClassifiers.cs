using Chancery.Engine.Settings;
using Chancery.Policy;
using Chancery.Policy.Findings;

namespace Chancery.Engine.Verdicts;

/// <summary>What a policy asks of classifiers that the settings do not have (language, R1).</summary>
public static class MissingClassifiers
{
    private const string Code = "CH3101";

    public static IReadOnlyList<Finding> FindingsFor(IPolicy policy, GatewaySettings settings) =>
        [.. policy.Models.Distinct().Select(model => FindingFor(model, settings.Classifiers.Keys)).OfType<Finding>()];

    private static Finding? FindingFor(NamedModel asked, IEnumerable<string> known)
    {
        IReadOnlyList<string> names = [.. known.Order(StringComparer.Ordinal)];
        var problem = asked.Name is { } name
            ? names.Contains(name) ? null : $"no classifier `{name}` is configured"
            : names.Count switch { 0 => "no classifier is configured", 1 => null, _ => "several classifiers are configured, and none is named" };
        return problem is null ? null : new Finding(
            Code, Severity.Error, asked.File, asked.Line, asked.Column, asked.Name?.Length ?? 1, $"`classification` cannot be known: {problem}",
            names.Count == 0 ? "name it under  classifiers:  of the settings" : $"configured are {string.Join(", ", names)}; name one of them as `model`, or another under  classifiers:  of the settings");
    }
}
