namespace Chancery.Policy.Facts;

/// <summary>
/// Names one fact about one message: <c>subject</c>; <c>recipient.keys.smime</c> of a recipient;
/// <c>attachment.type</c> of a MIME part; <c>header</c> with the field name as argument.
/// </summary>
/// <param name="Name">The fact's name in the registry, lower case, dotted.</param>
/// <param name="Subject">What the fact is about when it is not the message: a recipient's address (lower case) or a part's number ("1.2").</param>
/// <param name="Argument">A parameter of the fact, for <c>header</c> the field name in lower case.</param>
public readonly record struct FactKey(string Name, string? Subject = null, string? Argument = null)
{
    public override string ToString() =>
        Name + (Argument is null ? "" : $"({Argument})") + (Subject is null ? "" : $"[{Subject}]");
}
