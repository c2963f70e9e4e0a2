using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.FactTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Labels with their ranks and sources, and foreign header fields with their meaning.</summary>
internal static class LabelKeys
{
    private static readonly Choices Combining = new(new Choice("highest", "the highest rank wins", "der höchste Rang gilt"));

    private static readonly Choices Meanings = new(
        new Choice("X-Chancery-Action", "what the sender wants done", "was der Absender wünscht"), new Choice("X-Chancery-Mobile", "the recipient's mobile number", "die Mobilnummer des Empfängers"),
        new Choice("X-Chancery-Decision", "a signed decision of the sender", "eine signierte Entscheidung des Absenders"),
        new Choice("X-Chancery-App-Name", "the business system", "die Fachanwendung"), new Choice("X-Chancery-App-Doc", "the kind of its document", "die Art ihres Belegs"), new Choice("X-Chancery-App-Id", "the number of its document", "die Nummer ihres Belegs"));

    private static readonly KeyDescriptor Title = new("title", Forms.Text, "for people", "für Menschen");
    private static readonly KeyDescriptor Map = new("map", new Shape.Names(Forms.Text), "value found: label", "gefundener Wert: Klassifizierung", Required: true);
    private static readonly KeyDescriptor Trust = new("trust", TrustShapes.Channel, "below it the source counts as absent", "darunter gilt die Quelle als nicht vorhanden", Required: true);

    private static readonly string[] Schemes = ["vs-nfd", "tisax", "tlp", "protective-marking", "sio", "sensitivity", "ms-classification"];

    private static readonly KeyDescriptor[] Sources =
    [
        new("purview", Forms.Keys(new("tenantId", Forms.Pattern("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"), "our own SiteId; labels of others do not count", "die eigene SiteId; fremde Klassifizierungen zählen nicht", Required: true), Map, Trust), "labels of Microsoft Purview", "Klassifizierungen von Microsoft Purview"),
        new("header", Forms.Keys(new("name", Forms.Text, "name of the field", "Name des Feldes", Required: true), Map, Trust), "a header field", "ein Kopffeld"),
        new("marking", Forms.Keys(
            new("regex", Forms.Text, "a regular expression", "ein regulärer Ausdruck", Required: true), new("in", Forms.OneOrMore(Forms.Choice(ContentFacts.Places)), "where to look", "wo gesucht wird", Default: "everywhere"),
            new("label", Forms.Text, "the label", "die Klassifizierung", Required: true), Trust), "words in the text", "Wörter im Text"),
        .. Schemes.Select(scheme => new KeyDescriptor(scheme, Forms.Keys(Map, Trust), $"labels of the scheme {scheme}", $"Klassifizierungen nach {scheme}")),
    ];

    public static readonly Shape Labels = Forms.Keys(
        new KeyDescriptor("values", Forms.Many(Forms.Keys(
            new KeyDescriptor("id", Forms.Text, "name", "Name", Required: true), new KeyDescriptor("rank", new Shape.Number(), "rank, high is strict", "Rang, hoch ist streng", Required: true),
            new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"),
            new KeyDescriptor("methods", new Shape.Either([Forms.Choice(Methods.All), Forms.Many(Forms.Choice(Methods.All), 1)]), "only these methods may ever carry it", "nur diese Verfahren dürfen sie befördern")), 1), "the labels", "die Klassifizierungen", Required: true),
        new KeyDescriptor("sources", Forms.Many(Forms.Keys(Sources) with { Least = 1, Most = 1 }), "where they are found", "wo sie gefunden werden"),
        new KeyDescriptor("combine", Forms.Choice(Combining), "when several sources speak", "wenn mehrere Quellen sprechen", Default: "highest"),
        new KeyDescriptor("missing", Forms.Text, "an unlabelled mail counts as", "als was eine Mail ohne Klassifizierung gilt"));

    public static readonly Shape Trigger = Forms.Keys(
        new KeyDescriptor("as", Forms.Choice(Meanings), "what it means", "was es bedeutet", Default: "X-Chancery-Action"),
        new KeyDescriptor("map", new Shape.Names(Forms.Text), "value found: value meant", "gefundener Wert: gemeinter Wert"),
        new KeyDescriptor("trust", TrustShapes.Channel, "below it the field is stripped", "darunter wird das Feld entfernt", Required: true),
        Title);
}
