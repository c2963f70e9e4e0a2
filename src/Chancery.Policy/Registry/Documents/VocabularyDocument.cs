using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.FactTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Names that rules refer to (language, 1.6, R19, R37).</summary>
internal static class VocabularyDocument
{
    private static readonly Choices ListTypes = new(
        new Choice("domain", "domains", "Domänen"), new Choice("address", "addresses", "Adressen"), new Choice("text", "texts", "Texte"), new Choice("ip", "networks", "Netze"));

    private static readonly Choices Builtins = new(
        new Choice("iban", "account number, mod 97-10", "Kontonummer, mod 97-10"), new Choice("creditcard", "card number, IIN and Luhn", "Kartennummer, IIN und Luhn"),
        new Choice("kvnr", "number of insured persons", "Krankenversichertennummer"), new Choice("steuer-id", "tax id", "Steuer-Identifikationsnummer"),
        new Choice("svnr", "social security number", "Rentenversicherungsnummer"), new Choice("lanr", "number of physicians", "Lebenslange Arztnummer"),
        new Choice("bsnr", "number of practices", "Betriebsstättennummer"), new Choice("ean", "article number", "Artikelnummer"), new Choice("lei", "legal entity identifier", "Rechtsträgerkennung"));

    private static readonly Shape Places = Forms.OneOrMore(Forms.Choice(ContentFacts.Places));
    private static readonly Shape Members = Forms.OneOrMore(Forms.Address, 0);

    private static readonly Shape Ldap = Forms.Keys(
        new KeyDescriptor("source", Forms.Text, "a directory of the settings", "ein Verzeichnis der Einstellungen", Required: true),
        new KeyDescriptor("filter", Forms.Text, "LDAP filter", "LDAP-Filter", Required: true));

    private static readonly KeyDescriptor Title = new("title", Forms.Text, "for people", "für Menschen");

    private static readonly KeyDescriptor[] Membership =
    [
        new("static", Members, "addresses", "Adressen"),
        new("file", Forms.Text, "a file with one address a line", "eine Datei mit einer Adresse je Zeile"),
        new("ldap", Ldap, "looked up in a directory", "in einem Verzeichnis nachgeschlagen"),
        new("refresh", Forms.Duration, "how often it is looked up", "wie oft nachgeschlagen wird"),
        new("maxAge", Forms.Duration, "older than this, membership is unknown", "älter als dies ist die Zugehörigkeit unbekannt"),
        Title,
    ];

    private static readonly Shape Duty = Forms.Many(Forms.Keys(
        new KeyDescriptor("in", Forms.Text, "a schedule", "ein Zeitplan", Required: true), new KeyDescriptor("holders", Forms.Texts, "who holds the role then", "wer die Rolle dann hat", Required: true)));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Vocabulary", "lists, groups, roles, labels, tags, detectors, schedules", "Listen, Gruppen, Rollen, Klassifizierungen, Schlagwörter, Erkenner, Zeitpläne",
    [
        new("lists", new Shape.Names(Forms.Keys(
            new KeyDescriptor("type", Forms.Choice(ListTypes), "what it holds", "was sie enthält", Default: "text"),
            new KeyDescriptor("values", Forms.Many(Forms.Text), "its values", "ihre Werte"),
            new KeyDescriptor("file", Forms.Text, "a file with one value a line", "eine Datei mit einem Wert je Zeile"), Title) with { OneOf = ["values", "file"] }), "lists, for `list(id)`", "Listen, für `list(id)`"),
        new("groups", new Shape.Names(Forms.Keys(Membership) with { OneOf = ["static", "file", "ldap"] }), "groups of people", "Gruppen von Personen"),
        new("roles", new Shape.Names(Forms.Keys([.. Membership, new("schedule", Duty, "held by the clock", "nach der Uhr vergeben"), new("otherwise", Forms.Texts, "who holds it else", "wer sie sonst hat")]) with { OneOf = ["static", "file", "ldap", "schedule"] }), "roles, for `role(id)`", "Rollen, für `role(id)`"),
        new("labels", new Shape.Named("labels"), "classification", "Klassifizierung"),
        new("tags", new Shape.Names(Forms.Keys(
            new KeyDescriptor("values", Forms.OneOrMore(Forms.Text), "how it is written in the subject", "wie es im Betreff steht", Default: "`#NAME`"),
            new KeyDescriptor("trust", TrustShapes.Channel, "below it the tag counts as absent", "darunter gilt es als nicht vorhanden", Default: "any"),
            new KeyDescriptor("strip", Forms.Flag, "taken out of the subject on delivery", "wird bei der Zustellung aus dem Betreff entfernt", Default: "false"),
            new KeyDescriptor("decision", Forms.Choice(FactTables.MessageFacts.Decisions), "what the sender decides by it, for `user.decision`", "was der Absender damit entscheidet, für `user.decision`"), Title)), "tags of the subject", "Schlagwörter im Betreff"),
        new("detectors", new Shape.Names(new Shape.Named("detector")), "what to find in text", "was in Texten gefunden wird"),
        new("schedules", new Shape.Names(new Shape.Named("schedule")), "times, for `time` and roles", "Zeiten, für `time` und Rollen"),
        new("calendars", new Shape.Names(Forms.Keys(new KeyDescriptor("days", Forms.Texts, "dates", "Tage", Required: true), Title)), "days off, for schedules", "freie Tage, für Zeitpläne"),
        new("triggers", new Shape.Names(new Shape.Named("trigger")), "foreign header fields, by name, and what they mean", "fremde Kopffelder, nach Namen, und ihre Bedeutung"),
        new("conditions", new Shape.Names(Forms.NamedCondition), "named conditions of the mail or of an attachment, for `use`", "benannte Bedingungen über die Mail oder einen Anhang, für `use`"),
    ]);

    public static IReadOnlyList<KeyDescriptor> Parts { get; } =
    [
        new("labels", LabelKeys.Labels, "classification", "Klassifizierung"),
        new("detector", Forms.Keys(
            new KeyDescriptor("builtin", Forms.Choice(Builtins), "one with a check digit", "ein eingebauter mit Prüfziffer"),
            new KeyDescriptor("regex", Forms.Text, "a regular expression", "ein regulärer Ausdruck"),
            new KeyDescriptor("keywords", Forms.OneOrMore(Forms.Text), "words", "Wörter"),
            new KeyDescriptor("validator", Forms.Choice(Builtins), "a check of what was found", "eine Prüfung des Gefundenen"),
            new KeyDescriptor("near", Forms.Keys(new KeyDescriptor("words", Forms.OneOrMore(Forms.Text), "words", "Wörter", Required: true), new KeyDescriptor("within", Forms.Count, "characters", "Zeichen", Default: "300")), "only with one of these words near by", "nur mit einem dieser Wörter in der Nähe"),
            new KeyDescriptor("minCount", Forms.Count, "so many hits at least", "mindestens so viele Treffer", Default: "1"),
            new KeyDescriptor("confidence", Forms.Count, "how sure a hit is, 1 to 100", "wie sicher ein Treffer ist, 1 bis 100"),
            new KeyDescriptor("wholeWord", Forms.Flag, "keywords as whole words", "Wörter nur als ganze"),
            new KeyDescriptor("caseSensitive", Forms.Flag, "upper and lower case differ", "Groß- und Kleinschreibung zählt"),
            new KeyDescriptor("in", Places, "where to look", "wo gesucht wird", Default: "everywhere"),
            Title) with { OneOf = ["builtin", "regex", "keywords"] }, "what to find in text", "was in Texten gefunden wird"),
        new("schedule", Forms.Keys(
            new KeyDescriptor("tz", Forms.Pattern(@"^[A-Za-z][A-Za-z0-9_+/-]*$"), "IANA time zone", "IANA-Zeitzone", Required: true),
            new KeyDescriptor("weekly", new Shape.Names(Forms.OneOrMore(Forms.Pattern(@"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"))), "hours by days of the week: `mon-fri: [\"07:00-19:00\"]`", "Stunden nach Wochentagen: `mon-fri: [\"07:00-19:00\"]`"),
            new KeyDescriptor("except", Forms.OneOrMore(Forms.Text), "dates, or `calendar(de-NW)`", "Tage oder `calendar(de-NW)`"),
            Title), "times of the week", "Zeiten der Woche"),
        new("trigger", LabelKeys.Trigger, "a foreign header field and what it means", "ein fremdes Kopffeld und seine Bedeutung"),
    ];
}
