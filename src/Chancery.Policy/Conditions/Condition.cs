using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>The condition of a rule, compiled. A closed hierarchy; evaluation has no effects but asking for facts.</summary>
internal abstract record Condition
{
    public abstract Truth Evaluate(Valuation v);

    /// <summary>Single tests with how they came out, for the record: <c>recipient.domain=partner.de:t</c>.</summary>
    public abstract IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v);

    /// <summary>True if the result may differ between recipients (language, 1.4).</summary>
    public abstract bool IsPerRecipient { get; }

    /// <summary>Names of the facts in it.</summary>
    public abstract IEnumerable<string> Facts { get; }
}

internal sealed record Always : Condition
{
    public override Truth Evaluate(Valuation v) => Truth.True;

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => [];
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override Truth Evaluate(Valuation v) => v.Aside(aside => Kleene.All(Parts.Select(part => part.Evaluate(aside))));

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Parts.SelectMany(part => part.Atoms(v));

    public override bool IsPerRecipient => Parts.Any(part => part.IsPerRecipient);

    public override IEnumerable<string> Facts => Parts.SelectMany(part => part.Facts);
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override Truth Evaluate(Valuation v) => v.Aside(aside => Kleene.Any(Parts.Select(part => part.Evaluate(aside))));

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Parts.SelectMany(part => part.Atoms(v));

    public override bool IsPerRecipient => Parts.Any(part => part.IsPerRecipient);

    public override IEnumerable<string> Facts => Parts.SelectMany(part => part.Facts);
}

internal sealed record Negation(Condition Inner) : Condition
{
    public override Truth Evaluate(Valuation v) => Inner.Evaluate(v).Not();

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Inner.Atoms(v).Select(atom => ("not " + atom.Text, atom.Truth.Not()));

    public override bool IsPerRecipient => Inner.IsPerRecipient;

    public override IEnumerable<string> Facts => Inner.Facts;
}

/// <summary>One fact, one test of its value.</summary>
/// <param name="Text">For the record: <c>recipient.domain=partner.de</c>.</param>
internal sealed record FactTest(string Fact, string Text, bool IsPerRecipientFact, Func<Valuation, FactKey> Key, Func<FactValue, bool> Test) : Condition
{
    public override Truth Evaluate(Valuation v) => v.Find(Key(v)) switch
    {
        null => Truth.Pending,
        Chancery.Policy.Facts.Fact.Unknown => Truth.Unknown,
        Chancery.Policy.Facts.Fact.Known known => Kleene.Of(Test(known.Value)),
        _ => Truth.Unknown,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => IsPerRecipientFact;

    public override IEnumerable<string> Facts => [Fact];
}

/// <summary>A test of what the request itself says: the recipient's address, how many there are.</summary>
internal sealed record RequestTest(string Fact, string Text, bool IsPerRecipientFact, Func<Valuation, bool> Test) : Condition
{
    public override Truth Evaluate(Valuation v) => Kleene.Of(Test(v));

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => IsPerRecipientFact;

    public override IEnumerable<string> Facts => [Fact];
}
