using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>
/// The third of the five steps, from outside: asks the policy, fetches the facts it needs, asks again. The policy itself
/// stays pure; only what it asks for is fetched.
/// </summary>
public static class Decider
{
    /// <summary>Rounds after which what is still needed counts as unknown: cost classes times the stages of realisation, with room to spare.</summary>
    private const int MaxRounds = 64;

    public static async Task<(Decision Decision, FactSet Facts)> DecideAsync(
        IPolicy policy, DecisionRequest request, IReadOnlyList<IFactSource> sources, CancellationToken cancel)
    {
        var facts = request.Facts;
        for (var round = 0; ; round++)
        {
            var step = policy.Decide(request with { Facts = facts });
            if (step is DecisionStep.Decided decided)
                return (decided.Decision, facts);
            var found = new Dictionary<FactKey, Fact>();
            foreach (var key in ((DecisionStep.Needs)step).Keys)
                found[key] = round < MaxRounds ? await FetchAsync(key, sources, cancel) : new Fact.Unknown("asked for too often");
            facts = facts.With(found);
            if (round > MaxRounds + 1)
                throw new InvalidOperationException("the policy comes to no decision");
        }
    }

    /// <summary>A source that fails makes the fact unknown, which protects; it never ends the decision.</summary>
    private static async Task<Fact> FetchAsync(FactKey key, IReadOnlyList<IFactSource> sources, CancellationToken cancel)
    {
        try
        {
            foreach (var source in sources)
                if (await source.FetchAsync(key, cancel) is { } fact)
                    return fact;
            return new Fact.Unknown("no source answers this fact");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Fact.Unknown($"could not be fetched: {failure.GetType().Name}");
        }
    }
}
