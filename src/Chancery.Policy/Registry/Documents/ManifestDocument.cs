using Chancery.Policy.Plans;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary><c>policy.yaml</c> of a policy folder (R38).</summary>
internal static class ManifestDocument
{
    private static readonly Choices Stages = new(
        new Choice("decrypt", "decrypt and verify", "entschlüsseln und prüfen"), new Choice("inspect", "look into the content", "den Inhalt prüfen"), new Choice("filelink", "attachments become links", "Anhänge werden zu Links"),
        new Choice("tag", "change the subject", "den Betreff ändern"), new Choice("disclaimer", "add a disclaimer", "einen Hinweis anfügen"), new Choice("archive-plain", "archive the clear text", "den Klartext archivieren"),
        new Choice("sign", "sign", "signieren"), new Choice("encrypt", "encrypt", "verschlüsseln"), new Choice("archive-sent", "archive what is sent", "archivieren, was gesendet wird"),
        new Choice("headers", "change header fields", "Kopffelder ändern"), new Choice("dkim", "sign by DKIM", "mit DKIM signieren"), new Choice("deliver", "hand over", "zustellen"), new Choice("notify", "tell people", "benachrichtigen"));

    private static readonly Choices Gates = new(new Choice("warning", "it is told", "es wird gemeldet"), new Choice("error", "the policy is refused", "die Richtlinie wird abgelehnt"));

    private static readonly Choices ActionNames = new([.. ActionRegistry.All.Select(action => new Choice(action.Name, action.English, action.German))]);

    private static readonly KeyDescriptor[] Layers =
        [.. RuleSetDocument.Layers.All.Select(layer => new KeyDescriptor(layer.Name, Forms.OneOrMore(Forms.Choice(ActionNames), 0), $"actions that sets of layer {layer.Name} may use", $"Aktionen, die Sätze der Ebene {layer.Name} verwenden dürfen"))];

    private static readonly Shape Baseline = Forms.Many(new Shape.Either([new Shape.Named("action"), new Shape.Named("conditionalEntry")]));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Manifest", "the file policy.yaml", "die Datei policy.yaml",
    [
        new("domains", Forms.Domains, "whose mail is ours", "wessen Mail die unsere ist"),
        new("tenants", new Shape.Names(Forms.Keys(new KeyDescriptor("domains", Forms.Domains, "its domains", "seine Domänen"), new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"))), "several tenants, by id", "mehrere Mandanten, nach Kennung"),
        new("connectors", new Shape.Either([Forms.Texts, new Shape.Names(new Shape.Either([Forms.Keys(new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"), new KeyDescriptor("owner", Forms.Text, "who answers for it", "wer dafür verantwortlich ist")), Forms.Nothing]))]), "peers that rules name", "Gegenstellen, die Regeln nennen"),
        new("baseline", Baseline, "what every mail gets in addition", "was jede Mail zusätzlich bekommt"),
        new("pipeline", Forms.Keys(new KeyDescriptor("order", Forms.Many(Forms.Choice(Stages)) with { Unique = true }, "order of the stages", "Reihenfolge der Schritte", Default: string.Join(", ", Plans.Stages.DefaultOrder))), "order of execution", "Reihenfolge der Ausführung"),
        new("layers", Forms.Keys(Layers), "what each layer may use", "was jede Ebene verwenden darf"),
        new("gate", Forms.Keys(new KeyDescriptor("conflicts", Forms.Choice(Gates), "rules that leave no method (CH5201)", "Regeln, die kein Verfahren lassen (CH5201)", Default: "warning")), "what a change must pass", "was eine Änderung bestehen muss"),
        new("invariants", Forms.Texts, "invariants that must be there", "Invarianten, die da sein müssen"),
        new("limits", Forms.Keys(new KeyDescriptor("recipients-per-copy", Forms.Count, "recipients that share a copy", "Empfänger je Ausfertigung"), new KeyDescriptor("eval-ms", Forms.Count, "milliseconds until a decision is given up, and the mail held", "Millisekunden, nach denen eine Entscheidung aufgegeben und die Mail zurückgehalten wird")), "limits", "Grenzen"),
    ]);
}
