using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH7xxx: settings and installation.</summary>
internal static class DeploymentCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Settings("CH7001",
            new("The settings cannot be read", "`chancery.yaml` breaks the rules of YAML, so nothing in it can be trusted.", "Check indentation, colons and quotes around the place."),
            new("Die Einstellungen sind nicht lesbar", "`chancery.yaml` verletzt die Regeln von YAML; nichts darin ist sicher.", "Einrückung, Doppelpunkte und Anführungszeichen um die Stelle prüfen.")),
        Settings("CH7002",
            new("Unknown setting", "A key that nobody reads would have no effect.", "Correct the spelling; the reference of the settings lists all keys."),
            new("Unbekannte Einstellung", "Ein Schlüssel, den niemand liest, bliebe wirkungslos.", "Die Schreibweise berichtigen; die Referenz der Einstellungen nennt alle Schlüssel.")),
        Settings("CH7003",
            new("A setting of the wrong form", "A list, keys with values or one value is expected here.", "Write it in the form that the finding names."),
            new("Eine Einstellung der falschen Form", "Hier wird eine Liste, Schlüssel mit Werten oder ein Wert erwartet.", "In der Form schreiben, die der Befund nennt.")),
        Settings("CH7004",
            new("A value that the setting does not take", "The text is no value of this setting.", "Write a value as the finding shows."),
            new("Ein Wert, den die Einstellung nicht annimmt", "Der Text ist kein Wert dieser Einstellung.", "Einen Wert schreiben, wie der Befund ihn zeigt.")),
        Settings("CH7005",
            new("A setting is missing", "The gateway cannot start without it.", "Add the key that the finding names."),
            new("Eine Einstellung fehlt", "Ohne sie kann das Gateway nicht starten.", "Den genannten Schlüssel ergänzen.")),
        Settings("CH7006",
            new("A setting for something not built yet", "This version does not have what the setting turns on; silence would pretend that it works.", "Take it away until a later version."),
            new("Eine Einstellung für noch nicht Gebautes", "Diese Version hat nicht, was die Einstellung einschaltet; Schweigen täuschte vor, dass es wirkt.", "Bis zu einer späteren Version streichen.")),
        Settings("CH7007",
            new("A setting that refers to nothing", "It names a next hop, file or tenant that is not there.", "Correct the spelling, or declare what is named."),
            new("Eine Einstellung, die auf nichts verweist", "Sie nennt ein nächstes System, eine Datei oder einen Mandanten, den es nicht gibt.", "Die Schreibweise berichtigen oder das Genannte anlegen.")),
        (Settings("CH7008",
            new("A secret in the settings, or none where one is named", "Settings are read by many and copied; secrets belong elsewhere.", "Move it out: `env:NAME` or `file:PATH`."),
            new("Ein Geheimnis in den Einstellungen, oder keines am genannten Ort", "Einstellungen werden von vielen gelesen und kopiert; Geheimnisse gehören woandershin.", "Auslagern: `env:NAME` oder `file:PFAD`.")) with { Severity = Severity.Warning, HidesLine = true }),
        Error("CH7101",
            new("A store cannot be opened", "Database, blobs or master key are not usable, so no mail could be accepted safely.", "Check paths, owner and free space; the finding says what failed."),
            new("Ein Speicher lässt sich nicht öffnen", "Datenbank, Ablage oder Hauptschlüssel sind nicht benutzbar; keine Mail könnte sicher angenommen werden.", "Pfade, Eigentümer und freien Platz prüfen; der Befund sagt, was misslang."))
            .Unshown("`config check` with a store that cannot be opened", "`config check` mit einem Speicher, der sich nicht öffnen lässt"),
        Error("CH7102",
            new("A listener's certificate cannot be used", "It has expired, is not valid yet, or its file holds no usable key.", "Renew it and send SIGHUP."),
            new("Das Zertifikat eines Listeners ist unbrauchbar", "Es ist abgelaufen, noch nicht gültig, oder die Datei enthält keinen brauchbaren Schlüssel.", "Erneuern und SIGHUP senden."))
            .Unshown("`config check` with an expired certificate", "`config check` mit einem abgelaufenen Zertifikat"),
        Error("CH7103",
            new("A next hop cannot be used", "It does not answer, refuses us, or offers no TLS where TLS is demanded; mail would wait.", "Check host, port, firewall and the certificate of that server."),
            new("Ein nächstes System ist unbrauchbar", "Es antwortet nicht, lehnt uns ab oder bietet kein TLS, wo TLS verlangt ist; Mail würde warten.", "Host, Port, Firewall und das Zertifikat jenes Servers prüfen."))
            .Unshown("`config check` with a next hop that does not answer", "`config check` mit einem nächsten System, das nicht antwortet"),
        Error("CH7104",
            new("The gateway cannot do this yet", "The policy is right, but asks for machinery that this version does not have. Check, test and simulate accept it; `serve` refuses it, for mail would not be treated as the policy says.", "Remove it, or name a method, action or fact that is available."),
            new("Das kann das Gateway noch nicht", "Die Richtlinie ist richtig, verlangt aber, was diese Version nicht kann. Prüfen, Testen und Simulieren nehmen sie an; `serve` lehnt sie ab, denn Mail würde nicht behandelt, wie sie es sagt.", "Streichen oder Vorhandenes nennen."))
            with { ShownBy = ShownBy.Use },
        Warning("CH7105",
            new("Settings and policy name other domains", "`serve` takes the domains of a tenant from the settings; tests and simulations took them from `policy.yaml`, so directions may come out otherwise.", "Write the same domains in both, or leave them out of `policy.yaml`."),
            new("Einstellungen und Richtlinie nennen andere Domänen", "`serve` nimmt die Domänen eines Mandanten aus den Einstellungen; Tests und Simulationen nahmen sie aus `policy.yaml`, sodass Richtungen anders ausfallen können.", "In beiden dieselben Domänen nennen oder sie in `policy.yaml` weglassen."))
            .Unshown("`config check` with a tenant whose domains differ", "`config check` mit einem Mandanten, dessen Domänen abweichen"),
    ];

    private static FindingPage Settings(string code, PageText english, PageText german) => Error(code, english, german) with { ShownBy = ShownBy.Settings };
}
