using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH30xx to CH32xx: names that refer to something.</summary>
internal static class ReferenceCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH3001",
            new("A named condition that is not declared", "`use:` refers to a condition of a vocabulary, and there is none of this name.", "Declare it under `conditions:` of a vocabulary, or write the condition out."),
            new("Eine benannte Bedingung fehlt", "`use:` verweist auf eine Bedingung des Vokabulars, und es gibt keine dieses Namens.", "Unter `conditions:` eines Vokabulars erklären oder die Bedingung ausschreiben.")),
        Error("CH3002",
            new("A condition that uses itself", "Such a condition has no meaning: it would have to be known to be worked out.", "Take one of the uses away."),
            new("Eine Bedingung, die sich selbst verwendet", "Eine solche Bedingung hat keinen Sinn: man müsste sie kennen, um sie auszurechnen.", "Einen der Verweise streichen.")),
        Error("CH3003",
            new("A condition that has grown too large", "Conditions inside conditions multiply; beyond the limit a small file would take very long to judge.", "Use lists, or fewer conditions inside each other."),
            new("Eine zu groß gewordene Bedingung", "Bedingungen in Bedingungen vervielfachen sich; jenseits der Grenze bräuchte eine kleine Datei sehr lange.", "Listen verwenden oder weniger ineinander schachteln."))
            .Unshown("some thousand tests by conditions inside each other", "einige tausend Prüfungen durch Bedingungen ineinander"),
        Error("CH3004",
            new("A condition about an attachment, used about the message", "A named condition speaks either about the message or about one attachment.", "Write `attachment.any: { use: … }`, or use it outside of the attachment."),
            new("Eine Bedingung über einen Anhang, auf die Nachricht angewandt", "Eine benannte Bedingung spricht entweder über die Nachricht oder über einen Anhang.", "`attachment.any: { use: … }` schreiben oder sie außerhalb des Anhangs verwenden.")),
        Error("CH3101",
            new("Something that this installation cannot know", "The source of the fact is not set up, so the condition could never be judged. An error now is better than a guess with every mail.", "Declare what the finding names, set up the source, or say it by another fact."),
            new("Etwas, das diese Installation nicht wissen kann", "Die Quelle des Merkmals ist nicht eingerichtet, die Bedingung ließe sich nie beurteilen. Besser jetzt ein Fehler als bei jeder Mail geraten.", "Das Genannte erklären, die Quelle einrichten oder es durch ein anderes Merkmal sagen.")),
        Error("CH3102",
            new("A fact about the plan in a rule", "Rules make the plan; while they are judged it does not exist yet.", "Ask it in `finally`, in invariants or in tests."),
            new("Ein Merkmal des Plans in einer Regel", "Die Regeln machen den Plan; während sie beurteilt werden, gibt es ihn noch nicht.", "In `finally`, in Invarianten oder in Tests danach fragen.")),
        Error("CH3201",
            new("A connector that is not declared", "`connector(x)` names a system that hands mail over to us; the name is not known.", "Declare it under `connectors:` in `policy.yaml`."),
            new("Ein Konnektor fehlt", "`connector(x)` nennt ein System, das uns Mail übergibt; der Name ist nicht bekannt.", "Unter `connectors:` in `policy.yaml` erklären.")),
        Declared("CH3202", "list", "lists", "Eine Liste"),
        Declared("CH3203", "label", "labels", "Ein Label"),
        Declared("CH3204", "tag", "tags", "Eine Betreffmarke"),
        Declared("CH3205", "group", "groups", "Eine Gruppe"),
        Declared("CH3206", "role", "roles", "Eine Rolle"),
        Declared("CH3207", "detector", "detectors", "Ein Detektor"),
        Declared("CH3208", "schedule", "schedules", "Ein Zeitplan"),
        Declared("CH3209", "calendar", "calendars", "Ein Kalender"),
        Declared("CH3210", "crypto or PDF profile", "crypto` or `pdf", "Ein Krypto- oder PDF-Profil", "profiles", "`crypto` oder `pdf"),
        Declared("CH3211", "portal", "portals", "Ein Portal", "profiles"),
        Declared("CH3212", "space", "spaces", "Eine Ablage", "profiles"),
        Declared("CH3213", "archive", "archives", "Ein Archiv", "profiles"),
        Declared("CH3214", "sink", "sinks", "Ein Ziel", "profiles"),
        Error("CH3215",
            new("A template that is not declared", "`instances:` name a template, and there is no document of kind Template of this id.", "Correct the name, or write the template."),
            new("Eine Vorlage fehlt", "`instances:` nennt eine Vorlage, und es gibt kein Dokument der Art Template dieses Namens.", "Den Namen berichtigen oder die Vorlage schreiben.")),
    ];

    private static FindingPage Declared(string code, string what, string section, string german, string document = "vocabulary", string? abschnitt = null) => Error(code,
        new($"A {what} that is not declared", $"A rule refers to a {what} by a name that no {(document == "vocabulary" ? "vocabulary" : "document of kind Profiles")} declares.",
            $"Correct the spelling, or declare it under `{section}` of the {document}."),
        new($"{german} fehlt", "Eine Regel verweist auf einen Namen, den "
            + (document == "vocabulary" ? "kein Vokabular erklärt." : "kein Dokument der Art Profiles erklärt."),
            $"Die Schreibweise berichtigen, oder den Namen unter {abschnitt ?? $"`{section}"}` {(document == "vocabulary" ? "des Vokabulars" : "der Profile")} erklären."));
}
