using Chancery.Policy.Deciding;
using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Running;

namespace Chancery.Policy.Testing.Cases;

/// <summary>A rule that tests name must be one of the policy: <c>notBecause</c> of a misspelt rule would always hold.</summary>
internal sealed class NameChecks(FindingBag findings)
{
    public void Check(TestDocument document, IPolicy? policy)
    {
        if (policy is not CompiledPolicy compiled)
            return;
        var known = compiled.Sets.SelectMany(program => IdsOf(program.Set)).ToList();
        foreach (var rule in document.Cases.SelectMany(test => test.Expect.Plans).SelectMany(plan => plan.Because.Concat(plan.NotBecause)))
        {
            if (known.Exists(id => Reasons.IsNamed(id, rule.Text)))
                continue;
            var names = known.Concat(known.Select(id => id[(id.LastIndexOf('/') + 1)..])).Distinct().ToList();
            findings.Error("CH6003", rule.At, $"no rule is called `{rule.Text}`{Similar.Hint(rule.Text, names)}", "name a rule by its `id`, or by `ruleset/rule`", Similar.Nearest(rule.Text, names));
        }
    }

    private static IEnumerable<string> IdsOf(RuleSet set) => set.Rules.Concat(set.Baseline).Concat(set.Finally).Select(rule => rule.FullId).Append($"{set.Id}/default");
}
