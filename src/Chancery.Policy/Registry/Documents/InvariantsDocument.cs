using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>What must hold of every plan (language, 3.4).</summary>
internal static class InvariantsDocument
{
    private static readonly Choices Severities = new(new Choice("error", "the gate closes", "die Freigabe scheitert"), new Choice("warning", "it is told", "es wird gemeldet"), new Choice("info", "it is noted", "es wird vermerkt"));

    private static readonly Shape Untrusted = Forms.Keys(
        new KeyDescriptor("sources", Forms.OneOrMore(Forms.Text), "facts that outsiders write", "Angaben, die Außenstehende schreiben", Required: true),
        new KeyDescriptor("trustBelow", TrustShapes.Channel, "below this trust", "unter diesem Vertrauen", Default: "internal"));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Invariants", "what must always hold", "was immer gelten muss",
    [
        new("invariants", Forms.Many(Forms.Keys(
            new KeyDescriptor("id", Forms.Text, "name", "Name", Required: true),
            new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"),
            new KeyDescriptor("severity", Forms.Choice(Severities), "what a counterexample means", "was ein Gegenbeispiel bedeutet", Default: "error"),
            new KeyDescriptor("for", Forms.PlanCondition, "of which mail", "für welche Mail", Default: "every mail"),
            new KeyDescriptor("must", Forms.PlanCondition, "what the plan must fulfil", "was der Plan erfüllen muss"),
            new KeyDescriptor("never", Forms.PlanCondition, "what must not be", "was nicht sein darf"),
            new KeyDescriptor("untrustedCannotLower", Untrusted, "what outsiders write never lowers protection", "was Außenstehende schreiben, senkt nie den Schutz"),
            new KeyDescriptor("relativeTo", Forms.Keys(new KeyDescriptor("ref", Forms.Text, "a revision of the policy", "eine Fassung der Richtlinie", Required: true)), "compared with an earlier policy", "verglichen mit einer früheren Richtlinie"),
            new KeyDescriptor("approveBy", Forms.Texts, "who may let a counterexample pass", "wer ein Gegenbeispiel zulassen darf")) with { OneOf = ["must", "never", "untrustedCannotLower"] }), "the invariants", "die Invarianten", Required: true),
    ]);
}
