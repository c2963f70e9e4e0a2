using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Rules, the kind of a document that names none (language, 1.2, 1.3).</summary>
internal static class RuleSetDocument
{
    public static readonly Choices Layers = new(
        new Choice("guard", "always evaluated; nothing can stop it", "immer ausgewertet; nichts kann sie anhalten"), new Choice("platform", "of the operator", "des Betreibers"),
        new Choice("tenant", "of the tenant", "des Mandanten"), new Choice("site", "of a site", "eines Standorts"),
        new Choice("department", "of a department", "einer Abteilung"), new Choice("user", "of a user", "eines Benutzers"));

    private static readonly Choice Enforce = new("enforce", "in force", "in Kraft");
    private static readonly Choice Simulate = new("simulate", "recorded only", "nur aufgezeichnet");
    private static readonly Choice Off = new("off", "not read", "nicht gelesen");

    private static readonly Choices Modes = new(Enforce, Simulate, Off);
    private static readonly Choices Matches = new(new Choice("all", "every matching rule contributes", "jede zutreffende Regel trägt bei"), new Choice("first", "only the first matching rule of this set", "nur die erste zutreffende Regel dieses Satzes"));
    private static readonly Choices Severities = new(
        new Choice("info", "for information", "zur Kenntnis"), new Choice("low", "low", "niedrig"), new Choice("medium", "medium", "mittel"), new Choice("high", "high", "hoch"), new Choice("critical", "critical", "kritisch"));
    private static readonly Choices Stops = new(
        new Choice("none", "goes on", "geht weiter"), new Choice("set", "ends this set for the recipient", "beendet diesen Satz für den Empfänger"), new Choice("layer", "ends this layer for the recipient", "beendet diese Ebene für den Empfänger"));
    private static readonly Choices OnUnknown = new(
        new Choice("both", "cautious: what may match protects", "vorsichtig: was zutreffen könnte, schützt"), new Choice("defer", "wait for the fact, for a time", "eine Zeit lang auf die Angabe warten"));

    private static readonly KeyDescriptor[] Scope =
    [
        new("tenant", Forms.Pattern(Forms.IdPattern), "the tenant of the folder", "der Mandant des Ordners"),
        new("site", Forms.Texts, "only these sites", "nur diese Standorte"),
        new("department", Forms.Texts, "only these departments", "nur diese Abteilungen"),
        new("group", Forms.Texts, "only these groups", "nur diese Gruppen"),
        new("user", Forms.OneOrMore(Forms.Address, 0), "only these addresses", "nur diese Adressen"),
    ];

    private static readonly Shape Rule = new Shape.Named("rule");
    private static readonly Shape Baseline = Forms.Many(new Shape.Either([new Shape.Named("action"), new Shape.Named("conditionalEntry")]));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("RuleSet", "rules", "Regeln",
    [
        new("scope", Forms.Keys(Scope), "whose mail it speaks about", "für wessen Mail er gilt", Default: "everybody's"),
        new("layer", Forms.Choice(Layers), "how authoritative it is", "wie verbindlich er ist", Default: "tenant"),
        new("order", new Shape.Number(), "rank inside the layer, low first", "Rang in der Ebene, niedrige zuerst", Default: "the number at the start of the file's name, else 100"),
        new("mode", Forms.Choice(Modes), "whether it is in force", "ob er in Kraft ist", Default: "enforce"),
        new("match", Forms.Choice(Matches), "which matching rules count", "welche zutreffenden Regeln zählen", Default: "all"),
        new("baseline", Baseline, "effects for every mail in scope", "Wirkungen für jede Mail im Geltungsbereich"),
        new("default", Forms.Actions, "effects if no rule of this set surely matched", "Wirkungen, wenn keine Regel dieses Satzes sicher zutraf"),
        new("rules", new Shape.Items(Rule, 0, 5000), "the rules", "die Regeln"),
        new("instances", Forms.Many(new Shape.Named("instance")), "rules made of templates", "aus Vorlagen gebildete Regeln"),
        new("finally", Forms.Many(new Shape.Named("finalRule")), "rules about the joined plan; they may only raise", "Regeln über den zusammengeführten Plan; sie dürfen nur anheben"),
    ], shape => shape with { OneOf = ["rules", "baseline", "default", "instances", "finally"], Snippets = [new(new("rule set", "Regelsatz"), """{ "rules": [ { "id": "$1", "if": { "$2": "$3" }, "then": [ "$0" ] } ] }""")] });

    public static IReadOnlyList<KeyDescriptor> Parts { get; } =
    [
        new("rule", RuleKeys(Forms.Condition, Forms.Actions), "a rule", "eine Regel"),
        new("finalRule", RuleKeys(Forms.PlanCondition, Forms.Actions), "a rule about the joined plan", "eine Regel über den zusammengeführten Plan"),
        new("conditionalEntry", Forms.Keys(
            new KeyDescriptor("if", Forms.Condition, "when", "wann", Default: "always"), new KeyDescriptor("then", Forms.Actions, "what happens", "was geschieht", Required: true)), "an entry of a baseline with a condition", "ein Eintrag der Grundlinie mit Bedingung"),
        new("instance", Forms.Keys(
            new KeyDescriptor("id", Forms.Pattern(Forms.IdPattern), "name of the rule", "Name der Regel", Required: true),
            new KeyDescriptor("template", Forms.Text, "which template", "welche Vorlage", Required: true),
            new KeyDescriptor("with", new Shape.Names(new Shape.Anything()), "values of its parameters", "Werte ihrer Parameter")), "a rule made of a template", "eine aus einer Vorlage gebildete Regel"),
    ];

    /// <summary>The keys of a rule; templates have them too, with holes in conditions and actions.</summary>
    public static Shape.Keys RuleKeys(Shape condition, Shape actions) => Forms.Keys(
        new KeyDescriptor("id", Forms.Pattern(Forms.IdPattern), "name, unique in the set; tests, exemptions and records refer to it", "Name, eindeutig im Satz; Tests, Ausnahmen und Aufzeichnungen nennen ihn", Required: true),
        new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"),
        new KeyDescriptor("enabled", Forms.Flag, "whether it is read", "ob sie gelesen wird", Default: "true"),
        new KeyDescriptor("mode", Forms.Choice(Modes), "at most as strict as the set's", "höchstens so streng wie beim Satz", Default: "the set's"),
        new KeyDescriptor("valid", Forms.Keys(new KeyDescriptor("from", Forms.Time, "first day", "erster Tag"), new KeyDescriptor("until", Forms.Time, "last day", "letzter Tag")), "when it is in force", "wann sie gilt"),
        new KeyDescriptor("severity", Forms.Choice(Severities), "severity in records", "Schwere in Aufzeichnungen", Default: "info"),
        new KeyDescriptor("exemptible", new Shape.Either([Forms.Choice(new Choices(new Choice("false", "nobody may exempt from it", "niemand darf sie ausnehmen"))), Forms.Pattern($@"^by\(({string.Join('|', Layers.Names)})\)$")]), "who may exempt from it", "wer sie ausnehmen darf", Default: "by its own layer; in guards nobody"),
        new KeyDescriptor("if", condition, "when", "wann", Default: "always"),
        new KeyDescriptor("then", actions, "what happens", "was geschieht"),
        new KeyDescriptor("elseIf", Forms.Many(Forms.Keys(new KeyDescriptor("if", condition, "when", "wann", Required: true), new KeyDescriptor("then", actions, "what happens", "was geschieht", Required: true))), "further branches, each for when none before it holds", "weitere Zweige, jeder für den Fall, dass keiner davor zutrifft"),
        new KeyDescriptor("else", actions, "what happens if no branch holds", "was geschieht, wenn kein Zweig zutrifft"),
        new KeyDescriptor("stop", Forms.Choice(Stops), "what ends for the recipient after this rule; it lowers", "was für den Empfänger nach dieser Regel endet; senkt", Default: "none"),
        new KeyDescriptor("onUnknown", Forms.Choice(OnUnknown), "what is done while a fact is unknown", "was geschieht, solange eine Angabe unbekannt ist", Default: "both")) with
    {
        OneOf = ["then", "stop"],
        Snippets = [new(new("rule", "Regel"), """{ "id": "$1", "if": { "$2": "$3" }, "then": [ "$0" ] }""")],
    };
}
