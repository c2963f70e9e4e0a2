using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactTrust;
using static Chancery.Policy.Registry.FactType;

namespace Chancery.Policy.Registry;

/// <summary>All facts of the catalogue (language, 1.6). Whether a rule may need one depends on its source (R1).</summary>
internal static class FactRegistry
{
    private static readonly string[] KeyStates = ["valid", "expired", "notYetValid", "revoked", "untrusted", "weak", "mismatch", "unreadable", "none"];
    private static readonly string[] AuthStates = ["pass", "fail", "none", "neutral", "softfail", "temperror", "permerror"];

    public static readonly string[] TrustRanks = ["anonymous", "authenticated", "internal", "signed"];

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("direction", Recipient, FactType.Enum, C0, "inbound, outbound or internal", "eingehend, ausgehend oder intern", ["inbound", "outbound", "internal"]),
        new("session.auth", Message, Flag, C0, "the session authenticated", "die Verbindung ist angemeldet"),
        new("session.ip", Message, Ip, C0, "address of the peer", "Adresse der Gegenstelle"),
        new("session.tls", Message, Flag, C0, "the session uses TLS", "die Verbindung nutzt TLS"),
        new("session.connector", Message, Text, C0, "name of the connector", "Name des Konnektors"),
        new("session.helo", Message, Text, C0, "what the peer calls itself", "wie sich die Gegenstelle nennt", Trust: Outsider),
        new("sender.address", Message, Address, C0, "address of the sender", "Adresse des Absenders"),
        new("sender.domain", Message, Domain, C0, "domain of the sender", "Domäne des Absenders"),
        new("sender.trust", Message, Ranked, C1, "how far the session is trusted", "wie weit der Verbindung vertraut wird", TrustRanks),
        new("sender.group", Message, Set, C4, "groups of the sender", "Gruppen des Absenders", Source: FactSource.Directory),
        new("sender.department", Message, Set, C4, "departments of the sender", "Abteilungen des Absenders", Source: FactSource.Directory),
        new("sender.site", Message, Set, C4, "sites of the sender", "Standorte des Absenders", Source: FactSource.Directory),
        new("recipient.address", Recipient, Address, C0, "address of the recipient", "Adresse des Empfängers"),
        new("recipient.domain", Recipient, Domain, C0, "domain of the recipient", "Domäne des Empfängers"),
        new("recipient.group", Recipient, Set, C4, "groups of the recipient", "Gruppen des Empfängers", Source: FactSource.Directory),
        new("recipient.department", Recipient, Set, C4, "departments of the recipient", "Abteilungen des Empfängers", Source: FactSource.Directory),
        new("recipient.site", Recipient, Set, C4, "sites of the recipient", "Standorte des Empfängers", Source: FactSource.Directory),
        new("recipient.role", Recipient, Set, C4, "roles of the recipient", "Rollen des Empfängers", Source: FactSource.Directory),
        new("recipient.kind", Recipient, FactType.Enum, C4, "person, list, shared or system", "Person, Verteiler, Funktions- oder Systempostfach", ["person", "list", "shared", "system"], Source: FactSource.Directory),
        new("recipient.keys.smime", Recipient, FactType.Enum, C2, "state of the recipient's S/MIME certificate", "Zustand des S/MIME-Zertifikats des Empfängers", KeyStates),
        new("recipient.keys.pgp", Recipient, FactType.Enum, C2, "state of the recipient's OpenPGP key", "Zustand des OpenPGP-Schlüssels des Empfängers", KeyStates),
        new("recipient.portal.account", Recipient, FactType.Enum, C2, "portal account", "Portalkonto", ["none", "invited", "active"], Source: FactSource.Portal),
        new("recipient.portal.mobile", Recipient, FactType.Enum, C2, "a mobile number is known", "eine Mobilnummer ist bekannt", ["known", "unknown"], Source: FactSource.Portal),
        new("nexthop.tls", Recipient, Ranked, C4, "TLS of the next hop", "TLS des nächsten Servers", ["none", "opportunistic", "verified", "dane", "mta-sts", "requiretls"], Source: FactSource.NextHop),
        new("label", Message, Ranked, C3, "classification label", "Klassifizierung", Source: FactSource.Labels),
        new("tag", Message, Set, C1, "tags of the subject", "Schlagwörter im Betreff", Trust: Outsider),
        new("subject", Message, Text, C1, "the decoded subject", "der dekodierte Betreff", Trust: Outsider),
        new("header", Message, Header, C1, "a header field", "ein Kopffeld", Trust: Outsider),
        new("user.decision", Message, FactType.Enum, C1, "what the sender chose", "was der Absender gewählt hat", ["none", "encrypt", "vertraulich", "portal", "plain"], Source: FactSource.Client),
        new("app.name", Message, Text, C1, "the business system", "die Fachanwendung", Source: FactSource.Client),
        new("app.doc", Message, Text, C1, "kind of its document", "Art ihres Belegs", Source: FactSource.Client),
        new("app.id", Message, Text, C1, "number of its document", "Nummer ihres Belegs", Source: FactSource.Client),
        new("message.size", Message, Size, C0, "octets on the wire", "Größe auf der Leitung"),
        new("message.type", Message, FactType.Enum, C1, "kind of message", "Art der Nachricht", ["normal", "dsn", "mdn", "calendar", "auto", "encrypted", "signed"], Trust: Outsider),
        new("message.isReply", Message, Flag, C1, "it is a reply", "sie ist eine Antwort", Trust: Outsider),
        new("message.isAutoSubmitted", Message, Flag, C1, "a machine sent it", "eine Maschine hat sie gesendet", Trust: Outsider),
        new("message.isEncrypted", Message, Flag, C1, "it is encrypted already", "sie ist schon verschlüsselt", Trust: Outsider),
        new("message.isSigned", Message, Flag, C1, "it is signed already", "sie ist schon signiert", Trust: Outsider),
        new("crypto.verified", Message, Flag, C2, "its signature was verified", "ihre Signatur wurde geprüft", Source: FactSource.Cryptography),
        new("crypto.signer", Message, Address, C2, "who signed it", "wer sie signiert hat", Source: FactSource.Cryptography),
        new("crypto.decrypted", Message, Flag, C2, "the gateway decrypted it", "das Gateway hat sie entschlüsselt", Source: FactSource.Cryptography),
        new("crypto.weakness", Message, Set, C2, "weak cryptography in it", "schwache Verfahren darin", Source: FactSource.Cryptography),
        new("attachment.type", Attachment, Text, C3, "type by content", "Typ nach Inhalt", Trust: Outsider),
        new("attachment.declaredType", Attachment, Text, C1, "type as declared", "angegebener Typ", Trust: Outsider),
        new("attachment.name", Attachment, Text, C1, "file name", "Dateiname", Trust: Outsider),
        new("attachment.ext", Attachment, Text, C1, "extension of the file name", "Dateiendung", Trust: Outsider),
        new("attachment.typeMismatch", Attachment, Flag, C3, "content contradicts the name", "Inhalt widerspricht dem Namen", Trust: Outsider),
        new("attachment.size", Attachment, Size, C1, "decoded octets", "Größe dekodiert", Trust: Outsider),
        new("attachment.inline", Attachment, Flag, C1, "shown inside the text", "im Text dargestellt", Trust: Outsider),
        new("attachment.encrypted", Attachment, Flag, C3, "needs a password", "braucht ein Kennwort", Source: FactSource.Content),
        new("attachment.inspectable", Attachment, Flag, C3, "could be looked into", "ließ sich prüfen", Source: FactSource.Content),
        new("attachment.macro", Attachment, Flag, C3, "has macros", "enthält Makros", Source: FactSource.Content),
        new("attachment.label", Attachment, Ranked, C3, "label of the document", "Klassifizierung des Dokuments", Source: FactSource.Content),
        new("attachment.archive.depth", Attachment, Number, C3, "how deep archives are nested", "wie tief Archive geschachtelt sind", Source: FactSource.Content),
        new("attachment.archive.entries", Attachment, Number, C3, "entries of the archive", "Einträge des Archivs", Source: FactSource.Content),
        new("attachment.archive.ratio", Attachment, Number, C3, "size unpacked to size packed", "Größe entpackt zu gepackt", Source: FactSource.Content),
        new("attachment.archive.contains", Attachment, Set, C3, "an entry of the archive", "ein Eintrag des Archivs", Source: FactSource.Content),
        new("content", Message, Set, C3, "detectors over the text", "Erkenner über den Text", Source: FactSource.Content),
        new("classification", Message, Set, C4, "an external classifier", "ein externer Klassifizierer", Source: FactSource.Classifier),
        new("auth.spf", Message, FactType.Enum, C4, "SPF", "SPF", AuthStates, Source: FactSource.Verifier),
        new("auth.dkim", Message, FactType.Enum, C4, "DKIM", "DKIM", AuthStates, Source: FactSource.Verifier),
        new("auth.dmarc", Message, FactType.Enum, C4, "DMARC", "DMARC", AuthStates, Source: FactSource.Verifier),
        new("auth.arc", Message, FactType.Enum, C4, "ARC", "ARC", AuthStates, Source: FactSource.Verifier),
        new("verdict.malware", Message, FactType.Enum, C4, "malware scanner", "Virenprüfung", ["clean", "infected", "suspicious"], Source: FactSource.Scanner),
        new("verdict.spam", Message, Number, C4, "spam score", "Spam-Wert", Source: FactSource.Scanner),
        new("time", Message, Set, C0, "decision time", "Zeitpunkt der Entscheidung", Source: FactSource.Schedules),
        new("plan.protection", Recipient, FactType.Enum, C0, "the realised method", "das gewählte Verfahren", [.. ActionRegistry.MethodNames, "none"], FactSource.Plan),
        new("plan.disposition", Recipient, FactType.Enum, C0, "deliver, hold, quarantine or reject", "zustellen, zurückhalten, Quarantäne oder ablehnen", ["deliver", "hold", "quarantine", "reject"], FactSource.Plan),
        new("plan.sign", Recipient, FactType.Enum, C0, "the signature", "die Signatur", ["none", "smime", "pgp"], FactSource.Plan),
        new("plan.acceptable", Recipient, Set, C0, "methods that are acceptable", "zulässige Verfahren", ActionRegistry.MethodNames, FactSource.Plan),
        new("plan.action", Recipient, Set, C0, "actions of the plan", "Aktionen des Plans", Source: FactSource.Plan),
        new("plan.filelink", Recipient, Number, C0, "attachments that become links", "Anhänge, die zu Links werden", Source: FactSource.Plan),
        new("plan.copy.protection", Recipient, Set, C0, "methods of the copies", "Verfahren der Kopien", ActionRegistry.MethodNames, FactSource.Plan),
    ];

    private static readonly Dictionary<string, FactDescriptor> ByName = All.ToDictionary(fact => fact.Name, StringComparer.Ordinal);

    public static FactDescriptor? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True for a name that only begins others: <c>recipient.keys</c>.</summary>
    public static bool IsPrefix(string name) => All.Any(fact => fact.Name.StartsWith(name + ".", StringComparison.Ordinal));

    public static CostClass CostOf(string factKeyName) => factKeyName switch
    {
        "sender.envelope" => C0,
        "sender.header" or "attachments" => C1,
        "sender.keys.smime" or "nexthop.final" => C2,
        "attachment.archive.parts" => C3,
        _ => Find(factKeyName)?.Cost ?? C4,
    };
}
