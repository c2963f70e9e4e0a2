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

    private static readonly KeyDescriptor[] Coverage =
    [
        Percent("rule-must", "rules that applied for certain", "Regeln, die sicher gegriffen haben"),
        Percent("rule-may", "guards that applied through an unknown fact", "Leitplanken, die durch einen unbekannten Fakt gegriffen haben"),
        Percent("branch", "branches taken, and not taken", "Zweige, die genommen und nicht genommen wurden"),
        Percent("mcdc-guards", "tests of guards that alone change what the guard does", "Bedingungen von Leitplanken, die allein deren Wirkung ändern"),
        Percent("mcdc", "tests of other rules that alone change what the rule does", "Bedingungen anderer Regeln, die allein deren Wirkung ändern"),
        Percent("method", "methods of guards that were realised", "Verfahren von Leitplanken, die umgesetzt wurden"),
        Percent("scope", "rule sets that spoke about a mail", "Regelsätze, die für eine Mail galten"),
        Percent("unknown", "costly facts of guards that were unknown once", "aufwendige Fakten von Leitplanken, die einmal unbekannt waren"),
    ];

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
        new("gate", Forms.Keys(new KeyDescriptor("conflicts", Forms.Choice(Gates), "rules that leave no method (CH5201)", "Regeln, die kein Verfahren lassen (CH5201)", Default: "warning"),
            new KeyDescriptor("coverage", new Shape.Either([Forms.Flag, Forms.Keys(Coverage)]), "how much of the rules the tests must show: true for what is usual, or percent by metric", "wie viel der Regeln die Tests zeigen müssen: true für das Übliche, oder Prozent je Maß", Default: "false")), "what a change must pass", "was eine Änderung bestehen muss"),
        new("invariants", Forms.Texts, "invariants that must be there", "Invarianten, die da sein müssen"),
        new("limits", Forms.Keys(new KeyDescriptor("recipients-per-copy", Forms.Count, "recipients that share a copy", "Empfänger je Ausfertigung"), new KeyDescriptor("eval-ms", Forms.Count, "milliseconds until a decision is given up, and the mail held", "Millisekunden, nach denen eine Entscheidung aufgegeben und die Mail zurückgehalten wird")), "limits", "Grenzen"),
    ]);

    private static KeyDescriptor Percent(string metric, string english, string german) =>
        new(metric, new Shape.Number(0), english, german, Default: Testing.Coverage.Gate.Defaults[metric].ToString(System.Globalization.CultureInfo.InvariantCulture));
}
