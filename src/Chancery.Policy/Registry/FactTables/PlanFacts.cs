using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>Facts about the plan so far: in invariants, tests and <c>finally</c>, never in a rule's own condition.</summary>
internal static class PlanFacts
{
    private static readonly Choices Dispositions = new(
        new Choice("deliver", "goes out", "geht hinaus"), new Choice("hold", "waits for approval", "wartet auf Freigabe"),
        new Choice("quarantine", "put aside", "liegt in Quarantäne"), new Choice("reject", "refused", "abgelehnt"));

    private static readonly Choices Signatures = new(
        new Choice("none", "not signed", "nicht signiert"), new Choice("smime", "by S/MIME", "mit S/MIME"), new Choice("pgp", "by OpenPGP", "mit OpenPGP"));

    /// <summary>Compares with another fact of the plan, or with the plan before a change.</summary>
    private static readonly KeyDescriptor[] Comparing =
    [
        new("notWeakerThan", Forms.Pattern(@"^plan(\.[a-z]+)+$"), "at least as strong as another fact of the plan", "mindestens so stark wie eine andere Angabe des Plans"),
    ];

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("plan.protection", Recipient, FactType.Enum, C0, "the method that was chosen", "das gewählte Verfahren", Methods.All.Names, FactSource.Plan) { Meanings = Methods.All, Masking = P0, Keys = Comparing },
        new("plan.acceptable", Recipient, Set, C0, "the methods that are allowed", "die zulässigen Verfahren", Methods.All.Names, FactSource.Plan) { Meanings = Methods.All, Masking = P0 },
        new("plan.disposition", Recipient, FactType.Enum, C0, "what happens to the copy", "was mit der Ausfertigung geschieht", Dispositions.Names, FactSource.Plan) { Meanings = Dispositions, Masking = P0, Keys = Comparing },
        new("plan.sign", Recipient, FactType.Enum, C0, "how it is signed", "wie signiert wird", Signatures.Names, FactSource.Plan) { Meanings = Signatures, Masking = P0 },
        new("plan.action", Recipient, Set, C0, "names of the actions in the plan", "Namen der Aktionen im Plan", Source: FactSource.Plan) { Masking = P0 },
        new("plan.copy.protection", Recipient, Set, C0, "the methods chosen for copies", "die für Kopien gewählten Verfahren", Methods.All.Names, FactSource.Plan) { Meanings = Methods.All, Masking = P0, Keys = Comparing },
    ];
}
