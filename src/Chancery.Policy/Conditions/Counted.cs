namespace Chancery.Policy.Conditions;

/// <summary>How many of several conditions hold: the groups somebody belongs to, the tags of a mail.</summary>
internal sealed record Counted(IReadOnlyList<Condition> Parts, Func<decimal, bool> Test, string Text) : Condition
{
    public override Truth Evaluate(Valuation v)
    {
        var truths = Parts.Select(part => part.Evaluate(v)).ToList();
        if (truths.Contains(Truth.Pending))
            return Truth.Pending;
        var (sure, possible) = (truths.Count(truth => truth == Truth.True), truths.Count(truth => truth != Truth.False));
        var answers = Enumerable.Range(sure, possible - sure + 1).Select(count => Test(count)).Distinct().ToList();
        return answers is [var only] ? Kleene.Of(only) : Truth.Unknown;
    }

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => Parts.Any(part => part.IsPerRecipient);

    public override IEnumerable<string> Facts => Parts.SelectMany(part => part.Facts);

    public override string Key => $"{Text}({string.Join(',', Parts.Select(part => part.Key))})";
}
