using Chancery.Engine.Decide;
using Chancery.Policy.Facts;
using Chancery.Policy.Testing.Given;

namespace Chancery.Engine.Simulate;

/// <summary>Facts about one mail that a file gives instead of their being fetched.</summary>
public sealed class GivenFactSource(GivenFacts given, string sender) : IFactSource
{
    public string Name => "given";

    public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) => ValueTask.FromResult(FactAnswer.Of(given.Find(key, sender)));
}
