using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary>Answers facts of one kind. Each source is asked in turn; the first that knows the fact's name answers.</summary>
public interface IFactSource
{
    /// <summary>The fact, known or unknown; null if it is not of this source.</summary>
    ValueTask<Fact?> FetchAsync(FactKey key, CancellationToken cancel);
}
