using Chancery.Policy.Facts;

namespace Chancery.Policy.Conditions;

/// <summary><c>archive: { contains: { … } }</c>: the keys inside speak about one entry of the archive that an attachment is.</summary>
internal sealed record ArchiveContains(Condition Inner) : Condition
{
    public override Truth Evaluate(Valuation v) => v.Find(Parts(v)) switch
    {
        null => Truth.Pending,
        Fact.Known { Value: FactValue.Set entries } => Kleene.Any(entries.Values.Select(entry => Inner.Evaluate(v.ForPart(entry)))),
        _ => Truth.Unknown,
    };

    public override IEnumerable<(string Text, Truth Truth)> Atoms(Valuation v) =>
        [($"attachment.archive.contains{{{string.Join(",", Inner.Atoms(v.ForPart("")).Select(atom => atom.Text.Replace("attachment.", "", StringComparison.Ordinal)))}}}", Evaluate(v))];

    public override bool IsPerRecipient => Inner.IsPerRecipient;

    public override IEnumerable<string> Facts => ["attachment.archive.contains", .. Inner.Facts];

    public override string Key => $"archive({Inner.Key})";

    public override void Ask(Valuation v)
    {
        if (Evaluate(v) != Truth.Pending)
            return;
        if (v.Asking().Find(Parts(v)) is Fact.Known { Value: FactValue.Set entries })
        {
            foreach (var entry in entries.Values)
                Inner.Ask(v.ForPart(entry));
        }
    }

    private static FactKey Parts(Valuation v) => new("attachment.archive.parts", v.Part);
}
