using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Testing.Running;

/// <summary>What Decide answered for a case, and on which facts.</summary>
internal sealed record Answer(Decision Decision, FactSet Facts);

/// <summary>Asks a policy, gives what it needs, asks again, as live operation does.</summary>
internal static class Asking
{
    private const int MaxRounds = 64;

    /// <summary>A decision, or the facts that were needed and not given.</summary>
    public static (Answer? Answer, IReadOnlyList<FactKey> Missing) Ask(IPolicy policy, DecisionRequest request, Func<FactKey, Fact?> find)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var step = policy.Decide(request);
            if (step is DecisionStep.Decided decided)
                return (new Answer(decided.Decision, request.Facts), []);
            var found = ((DecisionStep.Needs)step).Keys.Select(key => (key, fact: find(key))).ToList();
            // What is missing may turn out not to matter once the rest is known.
            var known = found.Where(entry => entry.fact is not null).ToList();
            if (known.Count == 0)
                return (null, [.. found.Select(entry => entry.key)]);
            request = request with { Facts = request.Facts.With(known.Select(entry => KeyValuePair.Create(entry.key, entry.fact!))) };
        }

        throw new InvalidOperationException("the policy comes to no decision");
    }
}
