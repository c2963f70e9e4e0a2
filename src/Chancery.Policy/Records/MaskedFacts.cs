using Chancery.Policy.Facts;

namespace Chancery.Policy.Records;

/// <summary>One fact as the decision record keeps it.</summary>
/// <param name="For">The recipient as a pseudonym, or the number of the part; null: the message.</param>
/// <param name="Value">Null where it is erased, or unknown.</param>
/// <param name="Unknown">Why it is unknown; null where it is known.</param>
public sealed record MaskedFact(string Name, string? Argument, string? For, FactValue? Value, string? Unknown)
{
    /// <summary>What it costs to know: <c>C0</c> to <c>C5</c>.</summary>
    public string CostClass => Registry.FactRegistry.CostOf(Name).ToString();
}

/// <summary>Facts as the decision record keeps them, with JSON pointers to what was changed or taken out.</summary>
/// <param name="Masked">Pseudonyms and what was made general.</param>
/// <param name="Erased">What is gone, also what would have to be sealed.</param>
public sealed record MaskedFacts(IReadOnlyList<MaskedFact> Facts, IReadOnlyList<string> Masked, IReadOnlyList<string> Erased);
