using Chancery.Engine.Messages;
using Chancery.Mail.Envelopes;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Explain;

internal sealed class GermanWords : Words
{
    public override string Received(SpooledMessage message) =>
        $"Empfangen am {message.ReceivedAt:dd.MM.yyyy HH:mm:ss} UTC von <{message.Envelope.ReversePath}> über {message.Session.Remote} ({Trust(message)}), "
        + $"{message.Body.Length} Byte, {message.Envelope.Recipients.Count} Empfänger.";

    public override string State(MessageState state) => state switch
    {
        MessageState.Received => "Sie wartet auf ihre Beurteilung.",
        MessageState.Decided => "Sie ist beurteilt, aber noch nicht abgeschlossen.",
        MessageState.Done => "Sie ist abgeschlossen.",
        _ => "Ihr gespeicherter Inhalt ist beschädigt; sie wird nie zugestellt.",
    };

    public override string Group(int number, IEnumerable<string> recipients, bool hidden) =>
        $"Exemplar {number} für {string.Join(", ", recipients)}{(hidden ? " (verdeckter Empfänger, eigenes Exemplar)" : "")}";

    public override string Disposition(MessageGroup group) => group.State switch
    {
        GroupState.Delivering => "ist unterwegs.",
        GroupState.Held => $"wird zurückgehalten bis {group.ExpiresAt:dd.MM.yyyy HH:mm} UTC: {GermanReasons.Of(group.Reason)}.",
        GroupState.Quarantined => $"liegt in Quarantäne: {GermanReasons.Of(group.Reason)}.",
        GroupState.Rejected => $"wurde abgelehnt: {GermanReasons.Of(group.Reason)}.",
        GroupState.Delivered => "wurde zugestellt.",
        GroupState.Failed => "konnte nicht allen zugestellt werden.",
        _ => $"wurde durch eine spätere Entscheidung ersetzt{(GermanReasons.Of(group.Reason) is { } reason ? $": {reason}" : "")}.",
    };

    public override string Protection(Method method) => method switch
    {
        Method.Smime => "Es geht mit S/MIME verschlüsselt hinaus.",
        Method.Pgp => "Es geht mit OpenPGP verschlüsselt hinaus.",
        Method.Pdf => "Es geht als PDF mit Kennwort hinaus.",
        Method.Portal => "Es liegt für den Empfänger im Portal bereit.",
        Method.TlsVerified => "Es geht über TLS an einen Server mit geprüftem Zertifikat.",
        Method.Tls => "Es geht über TLS; ohne TLS wird es nicht gesendet.",
        _ => "Es wird nicht verschlüsselt; TLS wird benutzt, wenn der nächste Server es anbietet.",
    };

    public override string Signed => "Es ist mit S/MIME signiert.";

    public override string Unsigned(string reason) => $"Es geht unsigniert hinaus, obwohl eine Regel eine Signatur vorsieht: {GermanReasons.Of(reason)}.";

    public override string Waiting(IReadOnlyList<string> what, string reason, DateTimeOffset until, DateTimeOffset? due) =>
        $"Sie wartet auf {string.Join(", ", what)} ({reason}), längstens bis {until:dd.MM.yyyy HH:mm:ss} UTC; nächster Versuch {due:HH:mm:ss}.";

    public override string Tried(Try attempt) =>
        attempt.Ok ? $"{NameOf(attempt.Method)} war möglich." : $"{NameOf(attempt.Method)} war nicht möglich: {Why(attempt.Reason)}.";

    public override string Rule(RuleHit rule) =>
        rule.Certainty == Certainty.Must ? $"Regel {rule.Id} gilt." : $"Regel {rule.Id} könnte gelten (etwas ließ sich nicht feststellen), also zählt ihr Schutz.";

    public override string NoRule => "Keine Regel betrifft es.";

    public override string Reasons => "Wie die Regeln ausgingen:";

    public override string Reason(RecordedRule rule) =>
        (rule.Result switch { "must" => $"Regel {rule.Id} gilt{Whom(rule)}", "may" => $"Regel {rule.Id} könnte gelten{Whom(rule)}", _ => $"Regel {rule.Id} gilt nicht{Whom(rule)}, nur wegen einer Bedingung" })
        + (Tests(rule, "ja", "nein", "unbekannt") is { Length: > 0 } tests ? $" ({tests})." : ".");

    public override string Unknown(string fact, string reason) => $"Nicht feststellbar: {fact} ({reason}).";

    public override string Delivery(string recipient, string state, string? reply) =>
        $"{recipient}: {state switch { "delivered" => "zugestellt", "failed" => "fehlgeschlagen", _ => "ausstehend" }}{(reply is null ? "" : $" — {reply}")}";

    public override string History => "Was geschah:";

    public override string Event(string kind) => kind switch
    {
        "received" => "empfangen und gesichert",
        "stripped" => "Kopffelder, die diese Verbindung nicht setzen darf, blieben ohne Wirkung",
        "decided" => "nach der Policy beurteilt",
        "waiting" => "wartet auf etwas, das ausgefallen ist",
        "held" => "zurückgehalten",
        "quarantined" => "in Quarantäne gelegt",
        "rejected" => "abgelehnt",
        "released" => "von der Verwaltung freigegeben",
        "expired" => "Frist abgelaufen, abgelehnt",
        "delivered" => "zugestellt",
        "deferred" => "noch nicht angenommen, neuer Versuch später",
        "passed" => "ein anderes Gateway dieser Installation hat entschieden, unverändert weitergegeben",
        "delayed" => "der Absender wurde über die Verzögerung unterrichtet",
        "failed" => "vom nächsten Server abgelehnt",
        "notified" => "eine Mitteilung des Gateways wurde zugestellt",
        "notice-deferred" => "eine Mitteilung des Gateways wurde noch nicht angenommen, neuer Versuch später",
        "notice-failed" => "eine Mitteilung des Gateways wurde abgelehnt",
        "corrupt" => "gespeicherter Inhalt beschädigt",
        _ => kind,
    };

    /// <summary>Status words of keys and refusals; any other reason is a sentence of its own.</summary>
    private static string? Why(string? reason) => reason switch
    {
        "none" => "es gibt keinen Schlüssel",
        "expired" => "der Schlüssel ist abgelaufen",
        "notYetValid" => "der Schlüssel gilt noch nicht",
        "revoked" => "der Schlüssel ist gesperrt",
        "untrusted" => "der Schlüssel stammt von niemandem, dem wir trauen",
        "weak" => "der Schlüssel ist zu schwach",
        "mismatch" => "der Schlüssel ist für eine andere Adresse oder einen anderen Zweck gemacht",
        "unreadable" => "der Schlüssel ist nicht lesbar",
        "unknown" => "ob es einen Schlüssel gibt, ließ sich nicht feststellen",
        "not offered" => "der nächste Server bietet es nicht an",
        "failed" => "es ist bei uns gescheitert",
        _ => reason,
    };

    private static string Whom(RecordedRule rule) => rule.For.Count == 0 ? "" : $" für {string.Join(", ", rule.For)}";

    private static string Trust(SpooledMessage message) => message.Session.Trust switch
    {
        SessionTrust.Internal => "eigener Server",
        SessionTrust.Authenticated => "angemeldet",
        _ => "von außen",
    };
}
