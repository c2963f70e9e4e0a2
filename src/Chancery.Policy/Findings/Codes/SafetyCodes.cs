using static Chancery.Policy.Findings.Codes.PageOf;

namespace Chancery.Policy.Findings.Codes;

/// <summary>CH2xxx: trust and safety.</summary>
internal static class SafetyCodes
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        Error("CH2101",
            new("A header or label source without a trust level", "Anyone on the Internet can write any header into a mail. Whoever uses one must say over which channel it is believed.", "Add `trust: internal`, `authenticated`, `signed` or `connector(…)`; `any` if an outsider may cause it."),
            new("Ein Kopffeld oder eine Label-Quelle ohne Vertrauensstufe", "Jeder im Internet kann jedes Kopffeld in eine Mail schreiben. Wer eines verwendet, muss sagen, über welchen Weg ihm geglaubt wird.", "`trust: internal`, `authenticated`, `signed` oder `connector(…)` ergänzen; `any`, wenn auch Fremde es auslösen dürfen.")),
        Error("CH2102",
            new("A trigger that outsiders can pull", "A trigger gives orders to the gateway; from anyone it would be believed.", "Name the channel it comes over: `internal`, `authenticated` or `connector(…)`."),
            new("Ein Auslöser für Fremde", "Ein Auslöser gibt dem Gateway Anweisungen; so würde ihm von jedem geglaubt.", "Den Weg nennen, auf dem er kommt: `internal`, `authenticated` oder `connector(…)`.")),
        Error("CH2201",
            new("An untrusted fact lowers protection", "`exempt`, `stop`, `redirect` and their like weaken what other rules ask for; this one hangs on a text that anyone can write into a mail.", "Add `sender.trust: \">= internal\"` to the condition, or use a fact of higher trust."),
            new("Ein nicht vertrauenswürdiges Merkmal senkt den Schutz", "`exempt`, `stop`, `redirect` und ihresgleichen schwächen, was andere Regeln verlangen; hier hängt das an einem Text, den jeder in eine Mail schreiben kann.", "`sender.trust: \">= internal\"` zur Bedingung nehmen oder ein vertrauenswürdigeres Merkmal verwenden.")),
        Error("CH2204",
            new("A classifier alone lowers protection", "A classifier guesses. A guess may raise protection, never lower it by itself.", "Add a fact that does not guess: a label, a group, a domain."),
            new("Ein Klassifikator allein senkt den Schutz", "Ein Klassifikator rät. Geraten werden darf zum Schutz, nie allein dagegen.", "Ein Merkmal hinzunehmen, das nicht rät: Label, Gruppe, Domäne."))
            with { Sources = InstallationSources.Classifier },
        Error("CH2301",
            new("`stop` in a guard", "Guards all count; none may keep another one from being asked.", "Take `stop` away, or move the rule to layer tenant."),
            new("`stop` in einem Wächter", "Wächterregeln gelten alle; keine darf eine andere am Wirken hindern.", "`stop` streichen oder die Regel in die Ebene tenant legen.")),
        Error("CH2302",
            new("An exemption that is not permitted", "The rule says by `exemptible` who may take it back; this set may not. Guards are never exempted unless they say so.", "Take the exemption away, or have the owner of the rule write `exemptible: by(tenant)`."),
            new("Eine unerlaubte Ausnahme", "Die Regel sagt mit `exemptible`, wer sie aufheben darf; dieser Satz darf es nicht. Wächter sind nur ausnehmbar, wenn sie es sagen.", "Die Ausnahme streichen, oder der Eigentümer der Regel schreibt `exemptible: by(tenant)`.")),
        Error("CH2303",
            new("A guard's hold that time undoes", "With `onExpire: deliver` one has only to wait until the guard no longer holds the mail.", "Use `onExpire: reject`."),
            new("Ein Anhalten, das durch Warten endet", "Mit `onExpire: deliver` müsste man nur warten, bis der Wächter die Mail nicht mehr hält.", "`onExpire: reject` verwenden.")),
        Error("CH2401",
            new("A secret in the policy", "Policies lie in Git and are read by many.", "Keep the secret in the secret store and write `secretRef(name)`."),
            new("Ein Geheimnis in der Richtlinie", "Richtlinien liegen in Git und werden von vielen gelesen.", "Das Geheimnis im Geheimnisspeicher ablegen und `secretRef(name)` schreiben."))
            with { HidesLine = true },
    ];
}
