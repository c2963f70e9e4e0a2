using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH12xx to CH14xx: sizes, durations, regular expressions.</summary>
internal static class LiteralCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH1203",
            new("Unknown unit in a size", "A size needs a unit that means one thing: KB, MB, GB are powers of 1000, KiB, MiB, GiB powers of 1024; bits are none.", "Write the unit as listed; `policy fix` does it where only the case is wrong."),
            new("Unbekannte Einheit in einer Größe", "Eine Größe braucht eine eindeutige Einheit: KB, MB, GB sind Potenzen von 1000, KiB, MiB, GiB von 1024; Bits gibt es nicht.", "Die Einheit wie angegeben schreiben; `policy fix` tut es, wenn nur Groß und Klein verwechselt sind.")),
        Error("CH1204",
            new("Not a duration", "A duration needs a number and a unit.", "Write `15m`, `4h`, `14d`, or ISO 8601 like `P14D`."),
            new("Keine Dauer", "Eine Dauer braucht Zahl und Einheit.", "`15m`, `4h`, `14d` schreiben oder ISO 8601 wie `P14D`.")),
        Error("CH1410",
            new("A regular expression that is not linear-time", "Look-around, back-references and atomic groups can take minutes for one mail; an attacker would send that mail.", "Match the surroundings as part of the text, and validate in a detector."),
            new("Ein regulärer Ausdruck ohne lineare Laufzeit", "Umschau, Rückverweise und atomare Gruppen können für eine Mail Minuten brauchen; ein Angreifer schickte genau diese Mail.", "Die Umgebung als Teil des Textes treffen und in einem Detektor prüfen.")),
        Error("CH1411",
            new("Not a regular expression", "The pattern breaks the syntax at the offset that the finding names.", "Correct it; a literal sign needs a backslash before it. Often `contains` or a list of words is enough."),
            new("Kein regulärer Ausdruck", "Das Muster verletzt an der genannten Stelle die Syntax.", "Berichtigen; ein wörtliches Zeichen braucht einen Rückstrich davor. Oft genügt `contains` oder eine Wortliste.")),
        Error("CH1412",
            new("A regular expression that is too large", "Large repetitions make the automaton of the pattern too large to run in linear time.", "Use smaller repetitions, or a list of words."),
            new("Ein zu großer regulärer Ausdruck", "Große Wiederholungen machen den Automaten des Musters zu groß für lineare Laufzeit.", "Kleinere Wiederholungen oder eine Wortliste verwenden.")),
        Error("CH1413",
            new("Too many regular expressions", "A tenant has at most 200 patterns with 20 KB together, so that every mail is judged in time.", "Use lists, `contains`, or detectors with keywords: they all run as one automaton."),
            new("Zu viele reguläre Ausdrücke", "Ein Mandant hat höchstens 200 Muster mit zusammen 20 KB, damit jede Mail rechtzeitig beurteilt wird.", "Listen, `contains` oder Detektoren mit Schlüsselwörtern verwenden: sie laufen alle als ein Automat."))
            .Unshown("more than 200 patterns", "mehr als 200 Muster"),
    ];
}
