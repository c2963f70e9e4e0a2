using Chancery.Policy.Registry;

namespace Chancery.Policy.Reference;

/// <summary>All facts.</summary>
internal static class FactsPage
{
    public static string Write(string language)
    {
        var page = new Page(language);
        page.Heading(1, page.Say("Facts", "Angaben")).Paragraph(
            "Made from the source. What conditions can ask. *Cost*: C0 envelope and session, C1 header and structure, C2 memory, C3 decoding, C4 network, C5 a person.\n"
            + "*Outsiders*: anyone can write it into a mail; it may raise protection, never lower it. *Record*: what the decision record keeps:\n"
            + "P0 clear, P1 pseudonym, P2 made general, P3 erased, P4 sealed.",
            "Aus dem Quelltext erzeugt. Was Bedingungen fragen können. *Aufwand*: C0 Umschlag und Verbindung, C1 Kopf und Struktur, C2 Speicher, C3 Dekodieren, C4 Netz, C5 ein Mensch.\n"
            + "*Außenstehende*: jeder kann es in eine Mail schreiben; es darf Schutz anheben, nie senken. *Aufzeichnung*: was davon bleibt:\n"
            + "P0 im Klartext, P1 als Pseudonym, P2 verallgemeinert, P3 gelöscht, P4 versiegelt.");
        foreach (var (level, english, german) in Levels)
        {
            page.Heading(2, page.Say(english, german)).Table(
                [page.Say("fact", "Angabe"), page.Say("type", "Typ"), page.Say("cost", "Aufwand"), page.Say("source", "Quelle"), page.Say("unknown when", "unbekannt, wenn"), page.Say("record", "Aufzeichnung"), ""],
                FactRegistry.All.Where(fact => fact.Level == level && fact.Source != FactSource.Plan).Select(fact => Row(page, fact)));
        }

        page.Heading(2, page.Say("Of the plan", "Zum Plan")).Paragraph("Only in `finally`, invariants and tests.", "Nur in `finally`, Invarianten und Tests.")
            .Table([page.Say("fact", "Angabe"), page.Say("type", "Typ"), ""], FactRegistry.All.Where(fact => fact.Source == FactSource.Plan).Select(fact => (IReadOnlyList<string>)[$"`{fact.Name}`", TypeOf(page, fact), page.Say(fact.Help)]));
        Values(page);
        return page.ToString();
    }

    private static readonly (FactLevel Level, string English, string German)[] Levels =
    [
        (FactLevel.Message, "Of the message", "Zur Nachricht"), (FactLevel.Recipient, "Of a recipient", "Zu einem Empfänger"), (FactLevel.Attachment, "Of an attachment", "Zu einem Anhang"),
    ];

    private static IReadOnlyList<string> Row(Page page, FactDescriptor fact) =>
    [
        $"`{fact.Name}`", TypeOf(page, fact), fact.Cost.ToString(), SourceOf(page, fact), fact.Unknown is { } unknown ? page.Say(unknown) : page.Say("never", "nie"), fact.Masking.ToString(), page.Say(fact.Help),
    ];

    private static void Values(Page page)
    {
        page.Heading(2, page.Say("Values and keys", "Werte und Schlüssel"));
        foreach (var fact in FactRegistry.All.Where(fact => fact.Meanings is not null))
            page.Paragraph($"- `{fact.Name}`: {LanguagePage.Meanings(page, fact.Meanings!)}", $"- `{fact.Name}`: {LanguagePage.Meanings(page, fact.Meanings!)}");
        foreach (var fact in FactRegistry.All)
        {
            var keys = fact.Form is null ? fact.Keys.Select(key => (Path: key.Name, Key: key)) : ShapeWords.Flat(fact.Form);
            foreach (var (path, key) in keys)
            {
                var line = $"- `{fact.Name}: {{ {path}: … }}`: {page.Say(key.Help)}{(key.Required ? page.Say(" (needed)", " (nötig)") : key.Default is null ? "" : page.Say($" (default: {key.Default})", $" (Vorgabe: {key.Default})"))}; {ShapeWords.Of(key.Shape, page)}";
                page.Paragraph(line, line);
            }
        }
    }

    private static string SourceOf(Page page, FactDescriptor fact) =>
        page.Say(fact.Source.ToString().ToLowerInvariant(), Names[fact.Source]) + (fact.Trust == FactTrust.Outsider ? page.Say(", outsiders", ", Außenstehende") : "");

    private static readonly Dictionary<FactSource, string> Names = new()
    {
        [FactSource.Mail] = "Mail",
        [FactSource.Labels] = "Klassifizierungen",
        [FactSource.Schedules] = "Zeitpläne",
        [FactSource.Content] = "Inhalt",
        [FactSource.Directory] = "Verzeichnis",
        [FactSource.Cryptography] = "Kryptografie",
        [FactSource.Scanner] = "Scanner",
        [FactSource.Verifier] = "Prüfung der Herkunft",
        [FactSource.Classifier] = "Klassifizierer",
        [FactSource.Portal] = "Portal",
        [FactSource.NextHop] = "nächster Server",
        [FactSource.Client] = "Add-in oder Fachanwendung",
        [FactSource.Plan] = "Plan",
    };

    public static string TypeOf(Page page, FactDescriptor fact) => fact.Form is not null ? page.Say("mapping", "Zuordnung") : TypeOf(page, fact.Type);

    public static string TypeOf(Page page, FactType type) => type switch
    {
        FactType.Enum => page.Say("one of", "eines von"),
        FactType.Ranked => page.Say("ranked", "mit Rang"),
        FactType.Text => page.Say("text", "Text"),
        FactType.Domain => page.Say("domain", "Domäne"),
        FactType.Address => page.Say("address", "Adresse"),
        FactType.Size => page.Say("size", "Größe"),
        FactType.Number => page.Say("number", "Zahl"),
        FactType.Flag => page.Say("true or false", "ja oder nein"),
        FactType.Ip => page.Say("IP address", "IP-Adresse"),
        FactType.Set => page.Say("set", "Menge"),
        FactType.Header => page.Say("header field", "Kopffeld"),
    };
}
