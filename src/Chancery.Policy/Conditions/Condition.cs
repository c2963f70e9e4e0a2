using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary>The condition of a rule, compiled. A closed hierarchy; evaluation has no effects but asking for facts.</summary>
internal abstract record Condition
{
    /// <summary>By strong Kleene logic; pending while the result depends on facts that nobody fetched.</summary>
    public abstract Truth Evaluate(Valuation v);

    /// <summary>Single tests with how they came out, for the record: <c>recipient.domain=partner.de:t</c>.</summary>
    public abstract IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v);

    /// <summary>True if the result may differ between recipients (language, 1.4).</summary>
    public abstract bool IsPerRecipient { get; }

    /// <summary>Names of the facts in it.</summary>
    public abstract IEnumerable<string> Facts { get; }

    /// <summary>Says completely what is tested: within a tenant, conditions of equal keys mean the same.</summary>
    public abstract string Key { get; }

    /// <summary>Asks for the facts on which a pending result depends.</summary>
    public virtual void Ask(Valuation v)
    {
        if (Evaluate(v) == Truth.Pending)
            Evaluate(v.Asking());
    }

    /// <summary>True if it failed by a single one of several tests.</summary>
    public virtual bool MissedByOne(Valuation v) => false;

    /// <summary>The same condition, single tests of which are worked out once a decision.</summary>
    public virtual Condition Remembered(Memories memories) => memories.Remember(this);
}

internal sealed record Always : Condition
{
    public override Truth Evaluate(Valuation v) => Truth.True;

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => [];

    public override string Key => "always";

    public override Condition Remembered(Memories memories) => this;
}

/// <summary>Several conditions joined into one.</summary>
internal abstract record Joint(IReadOnlyList<Condition> Parts) : Condition
{
    protected Condition[] Each { get; } = [.. Parts];

    /// <summary>What is asked for below counts only while the whole depends on it.</summary>
    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        foreach (var part in Each)
            part.Ask(v);
    }

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Parts.SelectMany(part => part.Atoms(v));
    public override bool IsPerRecipient => Parts.Any(part => part.IsPerRecipient);
    public override IEnumerable<string> Facts => Parts.SelectMany(part => part.Facts);

    protected string Keys => string.Join(',', Parts.Select(part => part.Key));
    protected Condition[] Remembering(Memories memories) => [.. Parts.Select(part => part.Remembered(memories))];
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Joint(Parts)
{
    public override Truth Evaluate(Valuation v)
    {
        var all = Truth.True;
        foreach (var part in Each)
        {
            all = all.And(part.Evaluate(v));
            if (all == Truth.False)
                break;
        }

        return all;
    }

    public override bool MissedByOne(Valuation v)
    {
        var failed = 0;
        foreach (var part in Each)
        {
            var truth = part.Evaluate(v);
            failed += truth == Truth.False ? 1 : truth == Truth.True ? 0 : Each.Length;
            if (failed > 1)
                return false;
        }

        return failed == 1 && Each.Length > 1;
    }

    public override string Key => $"all({Keys})";
    public override Condition Remembered(Memories memories) => new AllOf(Remembering(memories));
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Joint(Parts)
{
    public override Truth Evaluate(Valuation v)
    {
        var any = Truth.False;
        foreach (var part in Each)
        {
            any = any.Or(part.Evaluate(v));
            if (any == Truth.True)
                break;
        }

        return any;
    }

    public override string Key => $"any({Keys})";
    public override Condition Remembered(Memories memories) => new AnyOf(Remembering(memories));
}

internal sealed record Negation(Condition Inner) : Condition
{
    public override Truth Evaluate(Valuation v) => Inner.Evaluate(v).Not();

    public override void Ask(Valuation v) => Inner.Ask(v);

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => Inner.Atoms(v).Select(atom => ("not " + atom.Text, atom.Truth.Not()));

    public override bool IsPerRecipient => Inner.IsPerRecipient;

    public override IEnumerable<string> Facts => Inner.Facts;

    public override string Key => $"not({Inner.Key})";

    public override Condition Remembered(Memories memories) => new Negation(Inner.Remembered(memories));
}

/// <summary>One fact, one test of its value.</summary>
/// <param name="Text">For the record: <c>recipient.domain=partner.de</c>; with the fact it says completely what is tested.</param>
internal sealed record FactTest(string Fact, string Text, bool IsPerRecipientFact, Func<Valuation, FactKey> Asks, Func<FactValue, bool> Test) : Condition
{
    /// <summary>The result where only a least value is known; null: unknown.</summary>
    public Func<FactValue, Truth>? FromLeast { get; init; }

    public override Truth Evaluate(Valuation v) => v.Find(Asks(v)) switch
    {
        null => Truth.Pending,
        Chancery.Policy.Facts.Fact.Unknown { AtLeast: { } least } => FromLeast?.Invoke(least) ?? Truth.Unknown,
        Chancery.Policy.Facts.Fact.Known known => Kleene.Of(Test(known.Value)),
        _ => Truth.Unknown,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => IsPerRecipientFact;

    public override IEnumerable<string> Facts => [Fact];

    public override string Key => $"{Fact}|{Text}";
}

/// <summary>A test of what the request itself says: the recipient's address, how many there are.</summary>
internal sealed record RequestTest(string Fact, string Text, bool IsPerRecipientFact, Func<Valuation, bool> Test) : Condition
{
    public override Truth Evaluate(Valuation v) => Kleene.Of(Test(v));

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => IsPerRecipientFact;

    public override IEnumerable<string> Facts => [Fact];

    public override string Key => $"{Fact}|{Text}";
}
