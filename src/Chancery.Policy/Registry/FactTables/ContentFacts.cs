using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>What detectors, scanners and verifiers found, and when it is decided.</summary>
internal static class ContentFacts
{
    public static readonly Choices Places = new(
        new Choice("subject", "the subject", "der Betreff"), new Choice("body", "the text of the mail", "der Text der Mail"),
        new Choice("attachments.text", "text extracted from attachments", "aus Anhängen gewonnener Text"));

    private static readonly Choices Malware = new(
        new Choice("clean", "nothing found", "nichts gefunden"), new Choice("infected", "malware found", "Schadsoftware gefunden"),
        new Choice("suspicious", "may be malware", "möglicherweise Schadsoftware"));

    private static readonly Choices Weekdays = new(
        new Choice("mon", "Monday", "Montag"), new Choice("tue", "Tuesday", "Dienstag"), new Choice("wed", "Wednesday", "Mittwoch"), new Choice("thu", "Thursday", "Donnerstag"),
        new Choice("fri", "Friday", "Freitag"), new Choice("sat", "Saturday", "Samstag"), new Choice("sun", "Sunday", "Sonntag"));

    private static readonly Help Silent = new("the service does not answer", "der Dienst antwortet nicht");
    private static readonly Help NoDns = new("DNS failed (temperror)", "DNS gab keine Auskunft (temperror)");

    private static readonly Shape Content = new Shape.Either([Forms.OneOrMore(Forms.Text), Forms.Keys(
    [
        new("detector", Forms.OneOrMore(Forms.Text), "a detector of the vocabulary, or a built-in one: iban, creditcard, kvnr, steuer-id, svnr, lanr, bsnr, ean, lei", "ein Erkenner des Vokabulars oder ein eingebauter: iban, creditcard, kvnr, steuer-id, svnr, lanr, bsnr, ean, lei", Required: true),
        new("in", Forms.OneOrMore(Forms.Choice(Places)), "where to look", "wo gesucht wird", Default: "everywhere"),
        new("minCount", Forms.Count, "so many hits at least", "mindestens so viele Treffer", Default: "1"),
        new("confidence", new Shape.Named("numberTest"), "least confidence, 0 to 100", "geringste Sicherheit, 0 bis 100"),
    ])]);

    private static readonly Shape Classifier = Forms.Keys(
    [
        new("model", Forms.Text, "which classifier", "welcher Klassifizierer", Required: true),
        new("label", Forms.OneOrMore(Forms.Text), "its answer", "seine Antwort"),
        new("score", new Shape.Named("numberTest"), "how sure it is", "wie sicher er ist"),
    ]);

    private static readonly Shape Time = new Shape.Either([Forms.OneOrMore(Forms.Text), Forms.Keys(
    [
        new("in", Forms.OneOrMore(Forms.Text), "inside a schedule of the vocabulary", "innerhalb eines Zeitplans des Vokabulars"),
        new("before", Forms.Text, "before this time of day, date, or time", "vor dieser Uhrzeit, diesem Datum oder Zeitpunkt"),
        new("after", Forms.Text, "at or after it", "ab dann"),
        new("weekday", Forms.OneOrMore(new Shape.Either([Forms.Choice(Weekdays), Forms.Pattern("^(mon|tue|wed|thu|fri|sat|sun)-(mon|tue|wed|thu|fri|sat|sun)$")])), "day of the week", "Wochentag"),
        new("tz", Forms.Text, "IANA time zone, where no schedule gives one", "IANA-Zeitzone, wo kein Zeitplan sie nennt"),
    ])]);

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("content", Message, Set, C3, "what a detector finds in the text; of a hit only id, count and place are kept", "was ein Erkenner im Text findet; von Treffern bleiben nur Kennung, Anzahl und Ort", Source: FactSource.Content)
        {
            Masking = P0, Form = Content, Unknown = new("text could not be extracted completely", "Text ließ sich nicht vollständig gewinnen"),
        },
        new("classification", Message, Set, C4, "the answer of a classifier; never alone for a rule that lowers", "die Antwort eines Klassifizierers; nie allein für eine senkende Regel", Source: FactSource.Classifier) { Masking = P0, Form = Classifier, Unknown = Silent },
        new("auth.spf", Message, FactType.Enum, C4, "SPF: the peer may send for the domain", "SPF: die Gegenstelle darf für die Domäne senden", Values.AuthStates.Names, FactSource.Verifier) { Meanings = Values.AuthStates, Masking = P0, Unknown = NoDns },
        new("auth.dkim", Message, FactType.Enum, C4, "DKIM: signature of the domain", "DKIM: Signatur der Domäne", Values.AuthStates.Names, FactSource.Verifier) { Meanings = Values.AuthStates, Masking = P0, Unknown = NoDns },
        new("auth.dmarc", Message, FactType.Enum, C4, "DMARC: the From domain stands behind it", "DMARC: die Domäne in From steht dahinter", Values.AuthStates.Names, FactSource.Verifier) { Meanings = Values.AuthStates, Masking = P0, Unknown = NoDns },
        new("auth.arc", Message, FactType.Enum, C4, "ARC: chain of those who passed it on", "ARC: Kette derer, die sie weitergaben", Values.AuthStates.Names, FactSource.Verifier) { Meanings = Values.AuthStates, Masking = P0, Unknown = NoDns },
        new("verdict.malware", Message, FactType.Enum, C4, "what the malware scanner says", "was die Virenprüfung sagt", Malware.Names, FactSource.Scanner) { Meanings = Malware, Masking = P0, Unknown = Silent },
        new("verdict.spam", Message, Number, C4, "spam score", "Spam-Wert", Source: FactSource.Scanner) { Masking = P0, Unknown = Silent },
        new("time", Message, Set, C0, "when it is decided, the same for the whole message", "wann entschieden wird, für die ganze Nachricht gleich", Source: FactSource.Schedules) { Masking = P0, Form = Time },
    ];
}
