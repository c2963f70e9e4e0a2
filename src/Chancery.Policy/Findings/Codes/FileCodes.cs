using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH10xx: files that cannot be read as documents.</summary>
internal static class FileCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH1000",
            new("Not valid YAML or JSON", "The file breaks the rules of its format, so nothing in it can be trusted to mean what it seems to.", "Check indentation, quotes, commas and brackets around the place; the mistake often stands a line earlier. JSON has no comments."),
            new("Kein gültiges YAML oder JSON", "Die Datei verletzt die Regeln ihres Formats; nichts darin bedeutet sicher, was es zu bedeuten scheint.", "Einrückung, Anführungszeichen, Kommas und Klammern um die Stelle prüfen; oft steht der Fehler eine Zeile davor. JSON kennt keine Kommentare.")),
        Error("CH1001",
            new("The file is too large", "A policy file has at most 1 MiB, a mapping 5000 keys, a set 5000 rules with those of its templates, which make at most 8 MiB: checking stays quick whatever is fed to it.", "Split the file; move long lists into a text file of their own, which a vocabulary names by `file:`; say what rules have in common by a list."),
            new("Die Datei ist zu groß", "Eine Richtliniendatei hat höchstens 1 MiB, eine Zuordnung 5000 Schlüssel, ein Satz 5000 Regeln mit denen seiner Vorlagen, die höchstens 8 MiB ergeben: Das Prüfen bleibt schnell, was immer man vorlegt.", "Die Datei teilen; lange Listen in eine eigene Textdatei legen, die das Vokabular mit `file:` nennt; was Regeln gemeinsam haben, durch eine Liste sagen."))
            .Unshown("a file of more than 1 MiB", "eine Datei von mehr als 1 MiB"),
        Error("CH1002",
            new("The file is not UTF-8", "Policies are UTF-8 text. In another encoding umlauts would turn into other letters, and names would no longer match.", "Save the file as UTF-8; a byte order mark does no harm."),
            new("Die Datei ist kein UTF-8", "Richtlinien sind UTF-8-Text. In einer anderen Kodierung würden aus Umlauten andere Zeichen, und Namen passten nicht mehr.", "Die Datei als UTF-8 speichern; eine Bytereihenfolge-Marke stört nicht."))
            .Unshown("a file in another encoding, which no page can show", "eine Datei in anderer Kodierung, die keine Seite zeigen kann"),
        Error("CH1003",
            new("A control character in the file", "Characters that nobody sees can make a line look like another one to the person who reviews it.", "Remove the character; text has only line ends, and tabs in JSON."),
            new("Ein Steuerzeichen in der Datei", "Zeichen, die niemand sieht, können eine Zeile beim Durchsehen wie eine andere wirken lassen.", "Das Zeichen entfernen; Text hat nur Zeilenenden, in JSON auch Tabulatoren.")),
        Error("CH1004",
            new("A tab indents a line", "YAML allows no tabs in the indentation: editors show them in different widths.", "Indent by spaces, two per level."),
            new("Ein Tabulator rückt ein", "YAML erlaubt keine Tabulatoren in der Einrückung: Editoren zeigen sie verschieden breit.", "Mit Leerzeichen einrücken, zwei je Ebene.")),
        Error("CH1005",
            new("Brackets are nested too deep", "Documents are nested at most 32 levels deep; this one cannot be meant by a person.", "Write the condition flatter, or name parts of it under `conditions:`."),
            new("Klammern sind zu tief geschachtelt", "Dokumente sind höchstens 32 Ebenen tief; so tief schreibt es kein Mensch mit Absicht.", "Die Bedingung flacher schreiben oder Teile unter `conditions:` benennen."))
            .Unshown("some hundred brackets inside each other", "einige hundert Klammern ineinander"),
        Error("CH1006",
            new("An anchor or alias", "What stands in a rule shall be readable in the rule. Aliases also let a small file grow without bound.", "Write it out, or name a condition under `conditions:` and refer to it by `use:`."),
            new("Ein Anker oder Verweis von YAML", "Was in einer Regel gilt, soll in der Regel zu lesen sein. Verweise lassen zudem kleine Dateien grenzenlos wachsen.", "Ausschreiben, oder eine Bedingung unter `conditions:` benennen und mit `use:` darauf verweisen.")),
        Error("CH1007",
            new("A tag of YAML", "The schema gives every value its type; tags could give it another one.", "Take the tag away."),
            new("Ein Tag von YAML", "Das Schema gibt jedem Wert seinen Typ; Tags könnten ihm einen anderen geben.", "Das Tag streichen.")),
        Error("CH1008",
            new("A merge key", "`<<` mixes keys from elsewhere into a mapping, so that nobody sees what applies.", "Write the keys out, or use a template."),
            new("Ein Mischschlüssel", "`<<` mischt Schlüssel von anderswo hinein; dann sieht niemand, was gilt.", "Die Schlüssel ausschreiben oder eine Vorlage verwenden.")),
        Error("CH1009",
            new("A key stands twice in a mapping", "Only one of the two would count, and which one depends on the reader.", "Keep one of them."),
            new("Ein Schlüssel steht doppelt", "Nur einer der beiden würde gelten, und welcher, hinge vom Leser ab.", "Einen der beiden behalten.")),
        Error("CH1010",
            new("The file holds no document", "An empty file is more often an accident than a policy without rules.", "Write `rules: []` for a policy that passes everything, or delete the file."),
            new("Die Datei enthält kein Dokument", "Eine leere Datei ist eher ein Versehen als eine Richtlinie ohne Regeln.", "`rules: []` schreiben, wenn alles durchgelassen werden soll, oder die Datei löschen.")),
        Error("CH1011",
            new("Several documents in one file", "A policy file holds one document, so that its name says what it is.", "Move the second document to a file of its own."),
            new("Mehrere Dokumente in einer Datei", "Eine Richtliniendatei enthält ein Dokument, damit ihr Name sagt, was sie ist.", "Das zweite Dokument in eine eigene Datei legen.")),
        Error("CH1012",
            new("The same document as YAML and as JSON", "Two files of the same name would be two truths.", "Keep one of them; `policy convert` turns one form into the other."),
            new("Dasselbe Dokument als YAML und JSON", "Zwei Dateien desselben Namens wären zwei Wahrheiten.", "Eine behalten; `policy convert` wandelt die eine Form in die andere.")),
        Error("CH1013",
            new("The file cannot be read", "The file is there, but its content is not available to this user.", "Check its permissions and its owner."),
            new("Die Datei ist nicht lesbar", "Die Datei ist da, aber ihr Inhalt ist für diesen Benutzer nicht zugänglich.", "Rechte und Eigentümer prüfen."))
            .Unshown("a file without permission to read it", "eine Datei ohne Leserecht"),
        Error("CH1014",
            new("Unknown version of the language", "This program reads `chancery/v1`; another version may mean other things by the same words.", "Write `apiVersion: chancery/v1`, or leave it away."),
            new("Unbekannte Version der Sprache", "Dieses Programm liest `chancery/v1`; eine andere Version kann mit denselben Wörtern anderes meinen.", "`apiVersion: chancery/v1` schreiben oder weglassen.")),
        Error("CH1015",
            new("Unknown kind of document", "A document is a RuleSet, Vocabulary, Profiles, Template, Invariants or Tests; `policy.yaml` is the Manifest.", "Correct `kind:`; without one a document is a rule set."),
            new("Unbekannte Art von Dokument", "Ein Dokument ist RuleSet, Vocabulary, Profiles, Template, Invariants oder Tests; `policy.yaml` ist das Manifest.", "`kind:` berichtigen; ohne die Angabe ist ein Dokument ein Regelsatz.")),
        Error("CH1016",
            new("A file that cannot be written anew", "Read again, the new form would not say the same; so nothing is written.", "Shorten the longest key, or nest less deep."),
            new("Eine Datei, die sich nicht neu schreiben lässt", "Neu gelesen sagte die neue Form nicht dasselbe; darum wird nichts geschrieben.", "Den längsten Schlüssel kürzen oder weniger tief schachteln."))
            .Unshown("`policy format` or `policy convert` of a file near the limits of size and depth", "`policy format` oder `policy convert` mit einer Datei nahe an den Grenzen von Größe und Tiefe"),
        Error("CH1017",
            new("The folder holds no policy", "Without rules every mail would leave as it came. A folder without a document is more often the wrong folder than such a policy.", "Name the folder with the documents; for a policy that passes everything write one file with `rules: []`."),
            new("Der Ordner enthält keine Richtlinie", "Ohne Regeln ginge jede Mail hinaus, wie sie kam. Ein Ordner ohne Dokument ist eher der falsche Ordner als eine solche Richtlinie.", "Den Ordner mit den Dokumenten nennen; soll alles durchgelassen werden, eine Datei mit `rules: []` schreiben."))
            .Unshown("a folder without any `*.yaml` or `*.json`", "einen Ordner ohne eine Datei `*.yaml` oder `*.json`"),
    ];
}
