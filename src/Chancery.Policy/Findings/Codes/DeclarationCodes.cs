using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH33xx to CH35xx: what is declared, for whom, and by which template.</summary>
internal static class DeclarationCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH3301",
            new("Two rules of one name", "Tests, exemptions, records and metrics refer to a rule by its id.", "Give one of them another id."),
            new("Zwei Regeln eines Namens", "Tests, Ausnahmen, Protokolle und Messwerte beziehen sich auf den Namen der Regel.", "Einer von beiden einen anderen Namen geben.")),
        Error("CH3302",
            new("Two rule sets of one name", "The id of a set is its file's name unless `metadata.id` says otherwise; two sets have the same.", "Give one of them another `metadata.id`."),
            new("Zwei Regelsätze eines Namens", "Ein Satz heißt wie seine Datei, wenn `metadata.id` nichts anderes sagt; zwei Sätze heißen gleich.", "Einem von beiden eine andere `metadata.id` geben.")),
        Error("CH3303",
            new("An exemption of no rule, or of several", "`exempt` takes back one rule, which it must name beyond doubt.", "Name an existing rule by its id, or as `ruleset/rule` where the id alone is not enough."),
            new("Eine Ausnahme von keiner oder mehreren Regeln", "`exempt` hebt eine Regel auf, die zweifelsfrei genannt sein muss.", "Eine vorhandene Regel nennen, als `satz/regel`, wo der Name allein nicht genügt.")),
        Error("CH3304",
            new("Declared twice", "Two declarations of one name would mean different things to different readers.", "Keep one of them."),
            new("Doppelt erklärt", "Zwei Erklärungen eines Namens bedeuteten für verschiedene Leser Verschiedenes.", "Eine behalten.")),
        Error("CH3305",
            new("A list's file is missing", "The vocabulary names a file of values that is not there or cannot be read; an empty list would silently match nothing.", "Put the file beside the vocabulary, or correct the path."),
            new("Die Datei einer Liste fehlt", "Das Vokabular nennt eine Datei mit Werten, die fehlt oder nicht lesbar ist; eine leere Liste träfe stillschweigend nichts.", "Die Datei neben das Vokabular legen oder den Pfad berichtigen.")),
        Error("CH3306",
            new("A list's file outside of the folder", "A policy reads only what lies in its own folder: it is what is signed, reviewed and moved.", "Write a path below the document, like `lists/partners.txt`."),
            new("Die Datei einer Liste außerhalb des Ordners", "Eine Richtlinie liest nur, was in ihrem Ordner liegt: nur das wird unterschrieben, durchgesehen und umgezogen.", "Einen Pfad unterhalb des Dokuments schreiben, wie `lists/partners.txt`.")),
        Error("CH3401",
            new("A document that speaks for another tenant", "The folder says whose rules these are; no tenant may write rules for another.", "Write the tenant of the folder, or leave `scope.tenant` away."),
            new("Ein Dokument, das für einen anderen Mandanten spricht", "Der Ordner sagt, wessen Regeln es sind; kein Mandant schreibt Regeln für einen anderen.", "Den Mandanten des Ordners schreiben oder `scope.tenant` weglassen.")),
        Error("CH3402",
            new("An action that the layer may not use", "The manifest says what each layer may do; users, for one, may only protect, sign, notify and change the subject.", "Ask for it in a layer that may, or extend the layer's capabilities in `policy.yaml`."),
            new("Eine Aktion, die der Ebene nicht zusteht", "Das Manifest sagt, was jede Ebene darf; Benutzer etwa dürfen nur schützen, signieren, benachrichtigen und den Betreff ändern.", "In einer Ebene verlangen, die es darf, oder ihr das Recht in `policy.yaml` geben.")),
        Error("CH3403",
            new("A domain of two tenants", "The sender's domain says whose mail it is; with two owners nobody could tell.", "Keep the domain at one of them."),
            new("Eine Domäne zweier Mandanten", "Die Domäne des Absenders sagt, wessen Mail es ist; bei zwei Eigentümern wüsste es niemand.", "Die Domäne bei einem von beiden lassen.")),
        Error("CH3501",
            new("An instance without a parameter", "The template needs a value that the instance does not give.", "Add it under `with:`."),
            new("Einer Anwendung fehlt ein Parameter", "Die Vorlage braucht einen Wert, den die Anwendung nicht gibt.", "Unter `with:` ergänzen.")),
        Error("CH3502",
            new("A parameter that the template does not have", "The value would go nowhere.", "Correct the spelling, or take it away."),
            new("Ein Parameter, den die Vorlage nicht hat", "Der Wert liefe ins Leere.", "Die Schreibweise berichtigen oder ihn streichen.")),
        Error("CH3503",
            new("A parameter of the wrong type", "The template says what its parameter is: a domain, an address, a duration, and so on.", "Give a value of that type."),
            new("Ein Parameter des falschen Typs", "Die Vorlage sagt, was ihr Parameter ist: Domäne, Adresse, Dauer und so weiter.", "Einen Wert dieses Typs geben.")),
        Error("CH3504",
            new("A template that uses what it does not declare", "A placeholder in the template has no parameter behind it.", "Declare it under `parameters:`, or correct the spelling."),
            new("Eine Vorlage verwendet, was sie nicht erklärt", "Hinter einem Platzhalter der Vorlage steht kein Parameter.", "Unter `parameters:` erklären oder die Schreibweise berichtigen.")),
    ];
}
