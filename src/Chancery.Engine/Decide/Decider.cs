using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Decide;

/// <summary>
/// The third of the five steps, from outside: asks the policy, fetches the facts it needs, asks again. The policy itself
/// stays pure; only what it asks for is fetched.
/// </summary>
internal static class Decider
{
    /// <summary>Rounds after which what is still needed counts as unknown: cost classes times the stages of realisation, with room to spare.</summary>
    private const int MaxRounds = 64;

    /// <summary>A hiccup is no outage.</summary>
    private const int Tries = 2;

    /// <param name="awaits">Whether a source that is down is waited for; else its facts are unknown.</param>
    /// <exception cref="FactsUnavailableException">The decision needs facts of sources that are down and waited for.</exception>
    public static async Task<(Decision Decision, FactSet Facts)> DecideAsync(
        IPolicy policy, DecisionRequest request, IReadOnlyList<IFactSource> sources, Func<string, bool> awaits, EvaluationBudget budget, CancellationToken cancel)
    {
        var facts = request.Facts;
        for (var round = 0; ; round++)
        {
            var step = budget.Decide(policy, request with { Facts = facts });
            if (step is DecisionStep.Decided decided)
                return (decided.Decision, facts);
            var keys = ((DecisionStep.Needs)step).Keys;
            facts = facts.With(round < MaxRounds ? await FetchAsync(keys, sources, awaits, cancel) : TooOften(keys));
            if (round > MaxRounds + 1)
                throw new InvalidOperationException("the policy comes to no decision");
        }
    }

    private static async Task<Dictionary<FactKey, Fact>> FetchAsync(
        IReadOnlyList<FactKey> keys, IReadOnlyList<IFactSource> sources, Func<string, bool> awaits, CancellationToken cancel)
    {
        var (found, waiting) = (new Dictionary<FactKey, Fact>(), new List<Unavailable>());
        foreach (var key in keys)
        {
            var (source, answer) = await AskAsync(key, sources, cancel);
            if (answer is FactAnswer.Settled settled)
                found[key] = settled.Fact;
            else if (answer is FactAnswer.Unavailable down && awaits(source))
                waiting.Add(new Unavailable(source, key.ToString(), down.Reason));
            else
                found[key] = new Fact.Unknown(answer is FactAnswer.Unavailable gone ? $"{source} unavailable: {gone.Reason}" : "no source answers this fact");
        }

        return waiting.Count == 0 ? found : throw new FactsUnavailableException(waiting);
    }

    private static async Task<(string Source, FactAnswer? Answer)> AskAsync(FactKey key, IReadOnlyList<IFactSource> sources, CancellationToken cancel)
    {
        foreach (var source in sources)
        {
            if (await AskAsync(key, source, cancel) is { } answer)
                return (source.Name, answer);
        }

        return ("", null);
    }

    /// <summary>A damaged message is no outage: it comes out, and the message is set aside.</summary>
    private static async Task<FactAnswer?> AskAsync(FactKey key, IFactSource source, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await source.FetchAsync(key, cancel);
            }
            catch (Exception failure) when (failure is not CorruptBodyException && !cancel.IsCancellationRequested)
            {
                if (attempt == Tries)
                    return new FactAnswer.Unavailable(Unavailable.Word(failure));
            }
        }
    }

    private static Dictionary<FactKey, Fact> TooOften(IReadOnlyList<FactKey> keys) =>
        keys.ToDictionary(key => key, Fact (_) => new Fact.Unknown("asked for too often"));
}
