using Chancery.Policy.Facts;

namespace Chancery.Mail.Inspection;

/// <summary>A fact of a mail, to be shown.</summary>
/// <param name="For">A recipient's address or an attachment's number; null if it is about the message.</param>
/// <param name="Of">What was asked for, where a fact has many answers: a detector, a classifier.</param>
public sealed record ShownFact(string Name, Fact Fact, string? For = null, string? Of = null)
{
    public bool IsUnknown => Fact is Fact.Unknown;

    /// <summary>Null if it is unknown.</summary>
    public FactValue? Value => (Fact as Fact.Known)?.Value;

    /// <summary>Null if it is known.</summary>
    public string? Reason => (Fact as Fact.Unknown)?.Reason;
}
