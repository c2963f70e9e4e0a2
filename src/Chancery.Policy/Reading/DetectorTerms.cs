using System.Text.RegularExpressions;

namespace Chancery.Policy.Reading;

/// <summary>What a detector looks for, as the vocabulary declares it: one of a built-in number, a pattern, or words.</summary>
/// <param name="Id">As rules name it.</param>
public sealed record DetectorTerms(string Id)
{
    /// <summary>A number with a check digit, <c>iban</c>; null unless it is one.</summary>
    public string? BuiltIn { get; init; }

    /// <summary>Of linear time; null unless it is a pattern.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Empty unless words are looked for.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The built-in number that a hit must be, besides; null: any hit counts.</summary>
    public string? Validator { get; init; }

    /// <summary>A hit counts only with one of these close by; empty: it counts anywhere.</summary>
    public IReadOnlyList<string> Near { get; init; } = [];

    /// <summary>Characters between the hit and a word of <see cref="Near"/>.</summary>
    public int Within { get; init; } = 300;

    public bool WholeWord { get; init; }

    public bool CaseSensitive { get; init; }

    /// <summary>Per cent; null: by the kind of detector.</summary>
    public int? Confidence { get; init; }

    /// <summary><c>subject</c>, <c>body</c>, <c>attachments.text</c>; empty: everywhere.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];
}
