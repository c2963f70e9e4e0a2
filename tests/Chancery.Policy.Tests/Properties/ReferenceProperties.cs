using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;
using Chancery.Policy.Tests.Support;
using CsCheck;

namespace Chancery.Policy.Tests.Properties;

/// <summary>What is quick must say what the plain evaluator says: the same questions, the same plans, the same reasons.</summary>
public sealed class ReferenceProperties
{
    [Fact]
    public void The_quick_evaluator_asks_decides_and_explains_like_the_reference() =>
        Gen.Select(AnyWholePolicy.Documents, AnyMail.Pairs).Sample((documents, facts) =>
        {
            using var folder = new TempPolicy();
            for (var i = 0; i < documents.Length; i++)
                folder.Add($"{i}.json", System.Text.Encoding.UTF8.GetBytes(documents[i]));
            var load = PolicyLoader.Load(folder.Path);
            if (load.HasErrors)
                return IsRefusedRightly(load.Findings) ? true : throw new InvalidOperationException(string.Join('\n', load.Findings));
            var policy = load.Policies[TenantId.Default];
            return Story(policy, facts.Partly) == Story(policy.Reference, facts.Partly);
        }, iter: 1500);

    /// <summary>Slots that collide, exemptions of guards, stops on what outsiders write: such policies are never run.</summary>
    private static bool IsRefusedRightly(IEnumerable<Policy.Findings.Finding> findings) =>
        findings.Where(finding => finding.Severity == Policy.Findings.Severity.Error).All(finding => finding.Code is "CH4301" or "CH2201" or "CH2302" or "CH3303");

    private static string Story(IPolicy policy, FactSet facts)
    {
        var request = new DecisionRequest(TenantId.Default, [.. AnyMail.Recipients.Select((to, i) => new DecisionRecipient(to, i == 2))], FactSet.Empty);
        var asked = new List<string>();
        while (policy.Decide(request) is DecisionStep.Needs needs)
        {
            asked.Add(string.Join(',', needs.Keys));
            request = request with { Facts = request.Facts.With(needs.Keys.Select(key => KeyValuePair.Create(key, facts.All[key]))) };
        }

        var decision = ((DecisionStep.Decided)policy.Decide(request)).Decision;
        return string.Join('\n', [.. asked, .. decision.Groups.Select(group => group.ToString()), .. decision.Trace.Select(line => $"{line.Id} {line.Result} {line.Effect} {string.Join(';', line.Atoms)}")]);
    }
}
