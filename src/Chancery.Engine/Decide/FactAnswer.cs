using Chancery.Policy.Facts;

namespace Chancery.Engine.Decide;

/// <summary>
/// What a source says of a fact (language, R2): it is settled, known or undeterminable for good; or the source is down and may
/// know it later.
/// </summary>
public abstract record FactAnswer
{
    private FactAnswer() { }

    public sealed record Settled(Fact Fact) : FactAnswer;

    /// <param name="Reason">For people: <c>timed out</c>; no content, no secret.</param>
    public sealed record Unavailable(string Reason) : FactAnswer;

    /// <summary>Null stays null: the fact is not of this source.</summary>
    public static FactAnswer? Of(Fact? fact) => fact is null ? null : new Settled(fact);
}
