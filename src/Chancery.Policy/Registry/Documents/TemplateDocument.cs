using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Rules with holes, that <c>instances</c> of rule sets fill (language, 1.1).</summary>
internal static class TemplateDocument
{
    private static readonly Choices Types = new(
        new Choice("text", "any text", "beliebiger Text"), new Choice("domain", "a domain", "eine Domäne"), new Choice("address", "an address", "eine Adresse"),
        new Choice("size", "a size", "eine Größe"), new Choice("duration", "a duration", "eine Dauer"), new Choice("number", "a number", "eine Zahl"),
        new Choice("flag", "true or false", "true oder false"), new Choice("method", "a method of protection", "ein Schutzverfahren"));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Template", "rules with parameters", "Regeln mit Parametern",
    [
        new("parameters", new Shape.Names(Forms.Keys(
            new KeyDescriptor("type", Forms.Choice(Types), "what it takes", "was er annimmt", Required: true),
            new KeyDescriptor("many", Forms.Flag, "a list may be given too", "auch eine Liste ist erlaubt", Default: "false"),
            new KeyDescriptor("default", new Shape.Anything(), "its value where an instance gives none", "sein Wert, wo eine Instanz keinen nennt"),
            new KeyDescriptor("values", Forms.Many(Forms.Text), "only these", "nur diese"),
            new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"))), "the holes, by name", "die Lücken, nach Namen"),
        new("rules", Forms.Many(RuleSetDocument.RuleKeys(new Shape.Anything(), new Shape.Anything()) with { Snippets = [] }), "rules, with `param(name)` where a parameter stands", "Regeln, mit `param(name)` an der Stelle eines Parameters", Required: true),
    ]);
}
