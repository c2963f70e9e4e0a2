using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

internal enum Quantifier { Any, All, None }

/// <summary>The attachments of a message, once they are known.</summary>
internal static class AttachmentList
{
    private static readonly FactKey Key = new("attachments");

    public static (IReadOnlyList<string>? Parts, Truth Otherwise) Of(Valuation v) => v.Find(Key) switch
    {
        null => (null, Truth.Pending),
        Fact.Known { Value: FactValue.Set set } => (set.Values, Truth.True),
        _ => (null, Truth.Unknown),
    };
}

/// <summary><c>attachment.any/all/none { … }</c>: the keys inside speak about one attachment (R30: none at all makes <c>any</c> false, the others true).</summary>
internal sealed record AttachmentQuantifier(Quantifier Quantifier, Condition Inner) : Condition
{
    public override Truth Evaluate(Valuation v)
    {
        var (parts, otherwise) = AttachmentList.Of(v);
        if (parts is null)
            return otherwise;
        var (any, all) = (Truth.False, Truth.True);
        foreach (var part in parts)
        {
            var one = Inner.Evaluate(v.ForPart(part));
            (any, all) = (any.Or(one), all.And(one));
        }

        return Quantifier switch
        {
            Quantifier.Any => any,
            Quantifier.All => all,
            _ => any.Not(),
        };
    }

    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        foreach (var part in AttachmentList.Of(v.Asking()).Parts ?? [])
            Inner.Ask(v.ForPart(part));
    }

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v)
    {
        var inner = string.Join(",", Inner.Atoms(v.ForPart("")).Select(atom => atom.Text.Replace("attachment.", "", StringComparison.Ordinal)));
        return [($"attachment.{Quantifier.ToString().ToLowerInvariant()}{{{inner}}}", Evaluate(v))];
    }

    public override bool IsPerRecipient => Inner.IsPerRecipient;

    public override IEnumerable<string> Facts => ["attachments", .. Inner.Facts];

    public override string Key => $"attachment.{Quantifier}({Inner.Key})";
}

/// <summary><c>attachments { where, count, totalSize }</c>: about all attachments together, or those that a condition picks.</summary>
internal sealed record AttachmentTotals(Condition Where, Func<decimal, decimal, Truth>? Count, Func<decimal, decimal, Truth>? TotalSize, string Text) : Condition
{
    public override Truth Evaluate(Valuation v)
    {
        var (parts, otherwise) = AttachmentList.Of(v);
        if (parts is null)
            return otherwise;
        var picked = parts.Select(part => (part, truth: Where.Evaluate(v.ForPart(part)))).ToList();
        if (picked.Any(p => p.truth == Truth.Pending))
            return Truth.Pending;
        var possible = picked.Where(p => p.truth != Truth.False).ToList();
        var truth = Count is null ? Truth.True : Count(possible.Count(p => p.truth == Truth.True), possible.Count);
        return TotalSize is null ? truth : truth.And(JudgeSize(v, possible, TotalSize));
    }

    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        var parts = AttachmentList.Of(v.Asking()).Parts ?? [];
        foreach (var part in parts)
            Where.Ask(v.ForPart(part));
        if (parts.All(part => Where.Evaluate(v.ForPart(part)) != Truth.Pending))
            Evaluate(v.Asking());
    }

    /// <summary>Together they are at least as large as the sure ones, and at most as all that may be meant.</summary>
    private static Truth JudgeSize(Valuation v, List<(string Part, Truth Picked)> parts, Func<decimal, decimal, Truth> test)
    {
        var (least, most, isOpen, isPending) = (0m, 0m, false, false);
        foreach (var (part, picked) in parts)
        {
            switch (v.Find(new FactKey("attachment.size", part)))
            {
                case null:
                    isPending = true;
                    break;
                case Fact.Known { Value: FactValue.Number size }:
                    least += picked == Truth.True ? size.Value : 0;
                    most += size.Value;
                    break;
                default:
                    isOpen = true;
                    break;
            }
        }

        return isPending ? Truth.Pending : test(least, isOpen ? decimal.MaxValue : most);
    }

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) => [(Text, Evaluate(v))];

    public override bool IsPerRecipient => Where.IsPerRecipient;

    public override IEnumerable<string> Facts => ["attachments", "attachment.size", .. Where.Facts];

    public override string Key => $"{Text}({Where.Key})";
}

/// <summary><c>recipients.any/all { … }</c>: across all recipients of the message (language, 1.4).</summary>
internal sealed record RecipientQuantifier(Quantifier Quantifier, Condition Inner) : Condition
{
    public override Truth Evaluate(Valuation v)
    {
        var each = v.Recipients.Select(recipient => Inner.Evaluate(v.ForRecipient(recipient)));
        return Quantifier == Quantifier.Any ? Kleene.Any(each) : Kleene.All(each);
    }

    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        foreach (var recipient in v.Recipients)
            Inner.Ask(v.ForRecipient(recipient));
    }

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) =>
        [($"recipients.{Quantifier.ToString().ToLowerInvariant()}{{{string.Join(",", Inner.Atoms(v).Select(atom => atom.Text))}}}", Evaluate(v))];

    public override bool IsPerRecipient => false;

    public override IEnumerable<string> Facts => Inner.Facts;

    public override string Key => $"recipients.{Quantifier}({Inner.Key})";
}
