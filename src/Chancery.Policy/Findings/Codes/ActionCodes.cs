using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH4xxx: actions, pipeline, slots.</summary>
internal static class ActionCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH4001",
            new("Unknown action", "The gateway cannot do this.", "Correct the spelling; the finding and the reference list all actions."),
            new("Unbekannte Aktion", "Das kann das Gateway nicht tun.", "Die Schreibweise berichtigen; Befund und Referenz nennen alle Aktionen.")),
        Error("CH4002",
            new("A parameter is missing", "The action cannot be carried out without it.", "Add the parameter that the finding names."),
            new("Ein Parameter fehlt", "Ohne ihn lässt sich die Aktion nicht ausführen.", "Den genannten Parameter ergänzen.")),
        Error("CH4003",
            new("Unknown parameter", "The action has no such parameter; it would have no effect.", "Correct the spelling, or take it away."),
            new("Unbekannter Parameter", "Die Aktion hat keinen solchen Parameter; er bliebe wirkungslos.", "Die Schreibweise berichtigen oder ihn streichen.")),
        Error("CH4004",
            new("Not a header field name", "Field names are printable ASCII without colon and space (RFC 5322, 2.2).", "Write a name like `X-Acme-Class`."),
            new("Kein Name eines Kopffelds", "Namen sind druckbares ASCII ohne Doppelpunkt und Leerzeichen (RFC 5322, 2.2).", "Einen Namen wie `X-Acme-Class` schreiben.")),
        Error("CH4005",
            new("A header field that belongs to the message", "Fields such as `From`, `Message-ID` or `Content-Type` say what the message is; a rule that changed them would break it or lie.", "Use a field of your own, `X-…`."),
            new("Ein Kopffeld, das zur Nachricht gehört", "Felder wie `From`, `Message-ID` oder `Content-Type` sagen, was die Nachricht ist; sie zu ändern zerstörte sie oder löge.", "Ein eigenes Feld verwenden, `X-…`.")),
        Error("CH4006",
            new("A header value with a line break", "A line break in a value would begin a new field, or the body.", "Write the value on one line."),
            new("Ein Kopffeldwert mit Zeilenumbruch", "Ein Zeilenumbruch im Wert begänne ein neues Feld oder den Rumpf.", "Den Wert in eine Zeile schreiben.")),
        Error("CH4007",
            new("A failure that cannot be answered so", "`onFailure` may not weaken what the action is for: an encryption that fails is never ignored.", "Use one of the answers that the finding lists."),
            new("Ein Fehlschlag, der so nicht beantwortet werden kann", "`onFailure` darf nicht schwächen, wozu die Aktion da ist: Eine misslungene Verschlüsselung wird nie übergangen.", "Eine der genannten Antworten verwenden.")),
        Error("CH4008",
            new("Something in `finally` that does not raise protection", "`finally` looks at the finished plan and may only make it stricter.", "Put it among the rules."),
            new("Etwas in `finally`, das den Schutz nicht hebt", "`finally` betrachtet den fertigen Plan und darf ihn nur verschärfen.", "Unter die Regeln nehmen.")),
        Error("CH4101",
            new("Unknown stage", "The pipeline orders the known stages; it does not invent new ones.", "Correct the spelling; the finding lists the stages."),
            new("Unbekannte Stufe", "Die Pipeline ordnet die bekannten Stufen; neue erfindet sie nicht.", "Die Schreibweise berichtigen; der Befund nennt die Stufen.")),
        Error("CH4102",
            new("A stage twice in the order", "Each stage runs once.", "Keep one of them."),
            new("Eine Stufe doppelt in der Reihenfolge", "Jede Stufe läuft einmal.", "Eine behalten.")),
        Error("CH4103",
            new("`before` or `after` names nothing", "There is no stage and no action of this name, so the order would not hold.", "Correct the spelling; the finding lists the stages."),
            new("`before` oder `after` nennt nichts", "Es gibt weder Stufe noch Aktion dieses Namens, die Reihenfolge gälte nicht.", "Die Schreibweise berichtigen; der Befund nennt die Stufen.")),
        Error("CH4104",
            new("Both before and after", "No order can fulfil both.", "Keep one of them."),
            new("Zugleich davor und danach", "Keine Reihenfolge erfüllt beides.", "Eines behalten.")),
        Error("CH4105",
            new("An order that would break the mail", "Some stages must come before others: what changes the text before the signature, what is inspected after decryption, DKIM after every change of headers.", "Put them into the order that the finding names."),
            new("Eine Reihenfolge, die die Mail zerstörte", "Manche Stufen müssen vor anderen kommen: was den Text ändert vor der Signatur, die Prüfung nach dem Entschlüsseln, DKIM nach jeder Änderung am Kopf.", "In die Reihenfolge bringen, die der Befund nennt.")),
        Error("CH4201",
            new("A sink's address that cannot be used", "Mail leaves the house over this address: it must be a web service outside, never the gateway itself, its network or the metadata of a cloud, and holds no password.", "Write `https://host/path` with a public name; keep secrets in the secret store."),
            new("Eine unbrauchbare Zieladresse", "Über diese Adresse verlässt Mail das Haus: Sie muss ein Webdienst draußen sein, nie das Gateway selbst, sein Netz oder die Metadaten einer Cloud, und enthält kein Kennwort.", "`https://host/pfad` mit öffentlichem Namen schreiben; Geheimnisse gehören in den Geheimnisspeicher."))
            with { HidesLine = true },
        Error("CH4202",
            new("A sink without exactly one kind", "A sink is one thing: http, s3, syslog, and so on.", "Name one of them."),
            new("Ein Ziel ohne genau eine Art", "Ein Ziel ist eines: http, s3, syslog und so weiter.", "Genau eines nennen.")),
        Error("CH4301",
            new("Two sets fill one slot at equal rank", "Of two values for one place one must win; at the same layer and order only the alphabet would decide.", "Give one of the sets another `order`."),
            new("Zwei gleichrangige Sätze füllen einen Platz", "Von zwei Werten für einen Platz muss einer gelten; bei gleicher Ebene und Ordnung entschiede nur das Alphabet.", "Einem der Sätze eine andere `order` geben.")),
    ];
}
