using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactTrust;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>What a message says about itself, and what those who sent it decided.</summary>
internal static class MessageFacts
{
    internal static readonly Choices Decisions = new(
        new Choice("none", "nothing was chosen", "nichts gewählt"), new Choice("encrypt", "encrypt", "verschlüsseln"), new Choice("vertraulich", "confidential", "vertraulich"),
        new Choice("portal", "by the portal", "über das Portal"), new Choice("plain", "unprotected; lowers, so it needs an exemption", "ungeschützt; senkt und braucht eine Ausnahme"));

    private static readonly Choices Types = new(
        new Choice("normal", "an ordinary mail", "eine gewöhnliche Mail"), new Choice("dsn", "a delivery report", "ein Zustellbericht"),
        new Choice("mdn", "a read receipt", "eine Lesebestätigung"), new Choice("calendar", "an invitation", "eine Termineinladung"),
        new Choice("auto", "an automatic answer", "eine automatische Antwort"), new Choice("encrypted", "encrypted already", "schon verschlüsselt"),
        new Choice("signed", "signed already", "schon signiert"));

    private static readonly Choices SignatureStates = new(
        new Choice("none", "it is not signed", "nicht signiert"), new Choice("valid", "signed by From, or by the gateway of its domain", "signiert von From oder vom Gateway seiner Domäne"),
        new Choice("changed", "changed after it was signed", "nach dem Signieren verändert"), new Choice("unreadable", "the signature is damaged", "die Signatur ist beschädigt"),
        new Choice("expired", "the certificate has expired", "das Zertifikat ist abgelaufen"), new Choice("notYetValid", "the certificate is not valid yet", "das Zertifikat gilt noch nicht"),
        new Choice("revoked", "the certificate was revoked", "das Zertifikat ist widerrufen"), new Choice("untrusted", "the certificate chains to no anchor", "das Zertifikat führt zu keinem Vertrauensanker"),
        new Choice("weak", "MD5, SHA-1 or a short key", "MD5, SHA-1 oder ein kurzer Schlüssel"), new Choice("mismatch", "another signer than From, or another purpose", "ein anderer Unterzeichner als From oder ein anderer Zweck"));

    private static readonly KeyDescriptor[] HeaderKeys =
    [
        new("name", Forms.Pattern("^[!-9;-~]{1,76}$"), "name of the field", "Name des Feldes", Required: true),
        new("trust", TrustShapes.Channel, "least trust of the channel; below it the field counts as absent", "geringstes Vertrauen in den Weg; darunter gilt das Feld als nicht vorhanden", Required: true),
    ];

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("label", Message, Ranked, C3, "classification label of the vocabulary", "Klassifizierung nach dem Vokabular", Source: FactSource.Labels)
        {
            Masking = P0, Unknown = new("a source of labels could not be read", "eine Quelle von Klassifizierungen war nicht lesbar"),
        },
        new("message.labelConflict", Message, Flag, C3, "its labels contradict each other: two in one place, or an attachment above the mail", "ihre Klassifizierungen widersprechen sich: zwei an einer Stelle, oder ein Anhang über der Mail", Source: FactSource.Labels)
        {
            Masking = P0, Unknown = new("a source of labels could not be read", "eine Quelle von Klassifizierungen war nicht lesbar"),
        },
        new("tag", Message, Set, C1, "tags of the subject: `#WORD` and a leading `[WORD]`", "Schlagwörter im Betreff: `#WORT` und ein führendes `[WORT]`", Trust: Outsider) { Masking = P0 },
        new("subject", Message, Text, C1, "the decoded subject", "der dekodierte Betreff", Trust: Outsider)
        {
            Masking = P3, Keys = [new("bare", Forms.Flag, "without `Re:` and `AW:`", "ohne `Re:` und `AW:`", Default: "false")],
        },
        new("header", Message, Header, C1, "a header field; the trust of the channel must be said", "ein Kopffeld; das Vertrauen in den Weg muss genannt sein", Trust: Outsider) { Masking = P3, Keys = HeaderKeys },
        new("user.decision", Message, FactType.Enum, C1, "what the sender chose by the add-in, the API or a tag", "was der Absender per Add-in, API oder Schlagwort gewählt hat", Decisions.Names, FactSource.Client)
        {
            Meanings = Decisions, Masking = P0, Keys = [new("trust", TrustShapes.Channel, "below it nothing was chosen", "darunter gilt nichts als gewählt", Default: "any")],
        },
        new("app.name", Message, Text, C1, "the business system that sent it", "die Fachanwendung, die sie gesendet hat", Source: FactSource.Client) { Masking = P0 },
        new("app.doc", Message, Text, C1, "the kind of its document", "die Art ihres Belegs", Source: FactSource.Client) { Masking = P0 },
        new("app.id", Message, Text, C1, "the number of its document", "die Nummer ihres Belegs", Source: FactSource.Client) { Masking = P1 },
        new("message.size", Message, Size, C0, "octets on the wire, about 1.37 times the attachments", "Oktette auf der Leitung, etwa das 1,37-Fache der Anhänge") { Masking = P0 },
        new("message.type", Message, FactType.Enum, C1, "kind of message", "Art der Nachricht", Types.Names, Trust: Outsider) { Meanings = Types, Masking = P0 },
        new("message.isReply", Message, Flag, C1, "it is a reply", "sie ist eine Antwort", Trust: Outsider) { Masking = P0 },
        new("message.isAutoSubmitted", Message, Flag, C1, "a machine sent it", "eine Maschine hat sie gesendet", Trust: Outsider) { Masking = P0 },
        new("message.isEncrypted", Message, Flag, C1, "it is encrypted already", "sie ist schon verschlüsselt", Trust: Outsider) { Masking = P0 },
        new("message.isSigned", Message, Flag, C1, "it is signed already", "sie ist schon signiert", Trust: Outsider) { Masking = P0 },
        new("crypto.verified", Message, Flag, C2, "its signature was verified", "ihre Signatur wurde geprüft", Source: FactSource.Cryptography) { Masking = P0 },
        new("crypto.signature", Message, FactType.Enum, C2, "what its signature is worth", "was ihre Signatur wert ist", SignatureStates.Names, FactSource.Cryptography)
        {
            Meanings = SignatureStates, Masking = P0, Unknown = new("the certificate or a part of its chain is not there", "das Zertifikat oder ein Teil seiner Kette fehlt"),
        },
        new("crypto.signer", Message, Address, C2, "who signed it", "wer sie signiert hat", Source: FactSource.Cryptography) { Masking = P1 },
        new("crypto.decrypted", Message, Flag, C2, "the gateway decrypted it", "das Gateway hat sie entschlüsselt", Source: FactSource.Cryptography) { Masking = P0 },
        new("crypto.weakness", Message, Set, C2, "weak cryptography in it", "schwache Verfahren darin", Source: FactSource.Cryptography) { Masking = P0 },
    ];
}
