namespace Chancery.Engine.Decide;

/// <summary>Something that cannot be had now, because what it comes from is down.</summary>
/// <param name="Source">See <see cref="IFactSource.Name"/>.</param>
/// <param name="What">The fact, and whose: <c>recipient.keys.smime[b@partner.example]</c>.</param>
/// <param name="Reason">For people; no content, no secret.</param>
public sealed record Unavailable(string Source, string What, string Reason)
{
    /// <summary>What a failure is called in records. Its own text may hold anything and is for the log alone.</summary>
    public static string Word(Exception failure) => failure switch
    {
        TimeoutException or OperationCanceledException => "timed out",
        IOException => "could not be read",
        _ => $"failed ({failure.GetType().Name})",
    };
}

/// <summary>The decision waits for facts: the message is to be judged again later.</summary>
public sealed class FactsUnavailableException(IReadOnlyList<Unavailable> facts) : Exception("facts are unavailable")
{
    public IReadOnlyList<Unavailable> Facts => facts;
}
