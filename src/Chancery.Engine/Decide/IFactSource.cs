using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary>Answers facts of one kind. Each source is asked in turn; the first that knows the fact's name answers.</summary>
public interface IFactSource
{
    /// <summary>Names the source in the register; how long it is waited for is counted by it.</summary>
    string Name { get; }

    /// <summary>The answer; null if the fact is not of this source. A source that throws is unavailable.</summary>
    ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel);
}
