using Chancery.Policy.Plans;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Cases;

namespace Chancery.Policy.Testing.Running;

/// <summary>Checks <c>because</c> and <c>notBecause</c>, and tells by the rule's own tests why it did or did not apply.</summary>
internal static class Reasons
{
    public static IEnumerable<Wording> Differences(PlanExpectation expected, GroupDecision group, string recipient, Decision decision) =>
    [
        .. expected.Because.Where(rule => !Applied(group, rule.Text)).Select(rule => Missing(rule, recipient, decision)),
        .. expected.NotBecause.Where(rule => Applied(group, rule.Text)).Select(rule => Unwanted(rule, recipient, decision)),
    ];

    /// <summary>Outputs say <c>ruleset/rule</c>; tests may say the rule alone.</summary>
    public static bool IsNamed(string fullId, string name) => fullId == name || fullId.EndsWith("/" + name, StringComparison.Ordinal);

    private static bool Applied(GroupDecision group, string name) => group.Rules.Any(hit => IsNamed(hit.Id, name));

    private static Wording Missing(Node.Scalar rule, string recipient, Decision decision)
    {
        if (TraceOf(rule.Text, recipient, decision) is not { } trace)
            return new Wording(
                $"because {rule.Text}: the rule was not looked at (its set does not speak about this mail, or an earlier rule stopped it)",
                $"wegen {rule.Text}: die Regel wurde nicht geprüft (ihr Regelsatz gilt nicht für diese Mail, oder eine frühere Regel hat ihn beendet)");
        return trace.Result == "false"
            ? new Wording($"because {trace.Id} ({trace.At}): it does not apply: {AtomsIn(trace, false)}", $"wegen {trace.Id} ({trace.At}): sie greift nicht: {AtomsIn(trace, true)}")
            : new Wording(
                $"because {trace.Id} ({trace.At}): it {(trace.Result == "must" ? "matches" : "may match")} but contributes nothing ({Effect(trace, "no effect")}): {AtomsIn(trace, false)}",
                $"wegen {trace.Id} ({trace.At}): sie {(trace.Result == "must" ? "trifft zu" : "trifft vielleicht zu")}, trägt aber nichts bei ({Effect(trace, "keine Wirkung")}): {AtomsIn(trace, true)}");
    }

    private static Wording Unwanted(Node.Scalar rule, string recipient, Decision decision)
    {
        var trace = TraceOf(rule.Text, recipient, decision);
        var (place, english, german) = trace is null ? ("", "", "") : ($" ({trace.At})", $": {AtomsIn(trace, false)}", $": {AtomsIn(trace, true)}");
        var may = trace?.Result == "may";
        return new Wording(
            $"not because {rule.Text}{place}: it {(may ? "may apply" : "applies")}{english}",
            $"nicht wegen {rule.Text}{place}: sie greift{(may ? " vielleicht" : "")}{german}");
    }

    private static RuleTrace? TraceOf(string name, string recipient, Decision decision) =>
        decision.Trace.FirstOrDefault(trace => IsNamed(trace.Id, name) && (trace.For.Count == 0 || trace.For.Contains(recipient, StringComparer.OrdinalIgnoreCase)));

    private static string Effect(RuleTrace trace, string otherwise) => trace.Effect.Length == 0 ? otherwise : trace.Effect;

    private static string AtomsIn(RuleTrace trace, bool german)
    {
        if (trace.Atoms.Count == 0)
            return german ? "ohne Bedingung" : "it has no condition";
        return string.Join(", ", trace.Atoms.Select(atom =>
        {
            var (text, letter) = (atom[..^2], atom[^1]);
            var told = (letter, german) switch
            {
                ('t', false) => "is true",
                ('t', true) => "ist wahr",
                ('f', false) => "is false",
                ('f', true) => "ist falsch",
                ('u', false) => "is unknown",
                ('u', true) => "ist unbekannt",
                (_, false) => "was not needed",
                (_, true) => "war nicht nötig",
            };
            return $"{text} {told}";
        }));
    }
}
