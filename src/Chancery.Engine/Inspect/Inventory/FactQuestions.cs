using Chancery.Engine.Decide;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Inspect.Inventory;

/// <summary>Asks fact sources as a decision would; what is down is not waited for.</summary>
internal sealed class FactQuestions(IReadOnlyList<IFactSource> sources)
{
    /// <summary>Null: no source knows the fact.</summary>
    public async Task<Fact?> FindAsync(FactKey key, CancellationToken cancel)
    {
        foreach (var source in sources)
            if (await AskAsync(source, key, cancel) is { } answer)
                return answer is FactAnswer.Settled settled ? settled.Fact : new Fact.Unknown($"{source.Name} unavailable: {((FactAnswer.Unavailable)answer).Reason}");
        return null;
    }

    /// <summary>The names, of those given, that hold; unknown as soon as one of them is.</summary>
    /// <param name="stated">What the vocabulary says itself; null: only a source can tell.</param>
    public async Task<Fact?> WhichAsync(IEnumerable<string> names, Func<string, bool?> stated, Func<string, FactKey> key, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var name in names)
        {
            if (stated(name) is not { } holds)
            {
                var answer = await FindAsync(key(name), cancel);
                if (answer is not Fact.Known { Value: FactValue.Flag flag })
                    return answer;
                holds = flag.Value;
            }

            if (holds)
                found.Add(name);
        }

        return Fact.Of(found);
    }

    private static async Task<FactAnswer?> AskAsync(IFactSource source, FactKey key, CancellationToken cancel)
    {
        try
        {
            return await source.FetchAsync(key, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return new FactAnswer.Unavailable(Unavailable.Word(failure));
        }
    }
}
