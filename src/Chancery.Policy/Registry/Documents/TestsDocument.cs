using Chancery.Policy.Registry.ActionTables;
using Chancery.Policy.Registry.FactTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Tests beside the rules (language, 2).</summary>
internal static class TestsDocument
{
    private static readonly Choices Dispositions = new([.. FactRegistry.Find("plan.disposition")!.Meanings!.All]);
    private static readonly Choices Signatures = new([.. FactRegistry.Find("plan.sign")!.Meanings!.All]);
    private static readonly Shape People = new Shape.Names(Forms.Texts);
    private static readonly Shape Free = new Shape.Names(new Shape.Anything());

    private static readonly Shape None = Forms.Choice(new Choices(new Choice("none", "there is none", "keiner")));
    private static readonly Shape KeyState = Forms.Choice(new Choices([.. Values.KeyStates.All, new Choice("unknown", "cannot be known", "nicht feststellbar")]));

    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Tests", "given a mail, expect a plan", "zu einer Mail den Plan erwarten",
    [
        new("against", Forms.Keys(
            new KeyDescriptor("tenant", Forms.Text, "tenant", "Mandant"), new KeyDescriptor("site", Forms.Texts, "site", "Standort"), new KeyDescriptor("department", Forms.Texts, "department", "Abteilung"),
            new KeyDescriptor("group", Forms.Texts, "group", "Gruppe"), new KeyDescriptor("user", Forms.Texts, "user", "Benutzer")), "whose policy", "wessen Richtlinie"),
        new("given", new Shape.Named("given"), "for all cases", "für alle Fälle"),
        new("cases", Forms.Many(new Shape.Named("case")), "the cases", "die Fälle", Required: true),
    ]);

    private static Shape Meanings(string fact) => Forms.Choice(FactRegistry.Find(fact)!.Meanings!);

    public static IReadOnlyList<KeyDescriptor> Parts { get; } =
    [
        new("case", Forms.Keys(
            new KeyDescriptor("name", Forms.Text, "what it shows", "was er zeigt", Required: true),
            new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"),
            new KeyDescriptor("given", new Shape.Named("given"), "the mail and what is known", "die Mail und was bekannt ist"),
            new KeyDescriptor("forall", Forms.Condition, "of every mail of which this holds, proved instead of tried", "für jede Mail, auf die dies zutrifft, bewiesen statt erprobt"),
            new KeyDescriptor("expect", new Shape.Either([new Shape.Named("expect"), Forms.PlanCondition]), "what must come out", "was herauskommen muss", Required: true)) with
        {
            Snippets = [new(new("case", "Fall"), """{ "name": "$1", "given": { "mail": { "to": [ "$2" ] } }, "expect": { "plans": [ { "for": "$2", "disposition": "$0" } ] } }""")],
        }, "a case", "ein Fall"),
        new("given", Forms.Keys(
            new KeyDescriptor("clock", Forms.Time, "when it is decided", "wann entschieden wird"),
            new KeyDescriptor("mail", new Shape.Named("givenMail"), "a mail in short form", "eine Mail in Kurzform"),
            new KeyDescriptor("eml", Forms.Text, "a mail as a file", "eine Mail als Datei"),
            new KeyDescriptor("keys", new Shape.Names(Forms.Keys(new KeyDescriptor("smime", KeyState, "S/MIME", "S/MIME"), new KeyDescriptor("pgp", KeyState, "OpenPGP", "OpenPGP"))), "keys by address, `*` for all others", "Schlüssel nach Adresse, `*` für alle anderen"),
            new KeyDescriptor("portal", new Shape.Names(Forms.Keys(new KeyDescriptor("account", Meanings("recipient.portal.account"), "account", "Konto"), new KeyDescriptor("mobile", Meanings("recipient.portal.mobile"), "mobile number", "Mobilnummer"))), "what the portal knows, by address", "was das Portal weiß, nach Adresse"),
            new KeyDescriptor("groups", People, "members by group, or groups by address", "Mitglieder nach Gruppe, oder Gruppen nach Adresse"),
            new KeyDescriptor("roles", People, "holders by role", "Inhaber nach Rolle"),
            new KeyDescriptor("departments", People, "people by department", "Personen nach Abteilung"),
            new KeyDescriptor("sites", People, "people by site", "Personen nach Standort"),
            new KeyDescriptor("attributes", Forms.Keys(new KeyDescriptor("departments", People, "people by department", "Personen nach Abteilung"), new KeyDescriptor("sites", People, "people by site", "Personen nach Standort")), "departments and sites", "Abteilungen und Standorte"),
            new KeyDescriptor("facts", Free, "facts by name", "Angaben nach Namen"),
            new KeyDescriptor("unknown", Forms.Texts, "facts that cannot be known", "Angaben, die nicht feststellbar sind")), "the mail and what is known", "die Mail und was bekannt ist"),
        new("givenMail", GivenMail.Keys, "a mail in short form", "eine Mail in Kurzform"),
        new("givenAttachment", GivenMail.Attachment, "an attachment, or an entry of an archive", "ein Anhang, oder ein Eintrag eines Archivs"),
        new("expect", Forms.Keys(
            new KeyDescriptor("groups", new Shape.Number(0), "how many copies", "wie viele Ausfertigungen"),
            new KeyDescriptor("plans", Forms.Many(new Shape.Named("expectedPlan")), "plans by recipient", "Pläne nach Empfänger"),
            new KeyDescriptor("error", Forms.Pattern("^CH[0-9]{4}$"), "the finding that must come", "der Befund, der kommen muss"),
            new KeyDescriptor("snapshot", Forms.Text, "a file with the whole answer", "eine Datei mit der ganzen Antwort"),
            new KeyDescriptor("exact", Forms.Flag, "nothing else may be in the plans", "sonst darf nichts in den Plänen stehen")), "what must come out", "was herauskommen muss"),
        new("expectedPlan", ExpectedPlan.Keys(Dispositions, Signatures, None), "the plan of a recipient", "der Plan eines Empfängers"),
    ];
}
