using Chancery.Policy.Registry.Shapes;
using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>Sender and recipients, and what the directory, the key store and the portal know of them.</summary>
internal static class PeopleFacts
{
    private static readonly Help Stale = new("the directory is down, or its answer older than `maxAge`", "das Verzeichnis ist nicht erreichbar oder seine Auskunft älter als `maxAge`");
    private static readonly Help NoKeyAnswer = new("the key directory did not answer in time", "das Schlüsselverzeichnis hat nicht rechtzeitig geantwortet");

    private static readonly KeyDescriptor[] From =
        [new("from", Forms.Choice(Values.SenderSources), "which sender is meant", "welcher Absender gemeint ist", Default: "both")];

    private static readonly Choices Kinds = new(
        new Choice("person", "a person", "eine Person"), new Choice("list", "a mailing list", "ein Verteiler"),
        new Choice("shared", "a mailbox that several people read", "ein Postfach, das mehrere lesen"), new Choice("system", "a machine", "eine Maschine"));

    private static readonly Choices Accounts = new(
        new Choice("none", "no account", "kein Konto"), new Choice("invited", "invited, not yet used", "eingeladen, noch nicht genutzt"), new Choice("active", "in use", "in Gebrauch"));

    private static readonly Choices Mobiles = new(
        new Choice("known", "a number is known", "eine Nummer ist bekannt"), new Choice("unknown", "no number is known", "keine Nummer ist bekannt"));

    private static readonly Choices HopTls = new(
        new Choice("none", "no TLS", "kein TLS"), new Choice("opportunistic", "TLS, any certificate", "TLS, jedes Zertifikat"),
        new Choice("verified", "the certificate is verified", "das Zertifikat wird geprüft"), new Choice("dane", "pinned by DANE", "durch DANE festgelegt"),
        new Choice("mta-sts", "demanded by MTA-STS", "durch MTA-STS gefordert"), new Choice("requiretls", "REQUIRETLS is honoured on the way", "REQUIRETLS wird auf dem Weg eingehalten"));

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("sender.address", Message, Address, C0, "address of the sender", "Adresse des Absenders") { Masking = P1, Keys = From },
        new("sender.domain", Message, Domain, C0, "domain of the sender", "Domäne des Absenders") { Masking = P0, Keys = From },
        new("sender.trust", Message, Ranked, C1, "how far the session is trusted", "wie weit der Verbindung vertraut wird", Values.Trust.Names)
        {
            Meanings = Values.Trust, Masking = P0, Unknown = new("the signature could not be verified for a technical reason", "die Signatur war aus technischen Gründen nicht prüfbar"),
        },
        new("sender.group", Message, Set, C4, "groups of the sender", "Gruppen des Absenders", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("sender.department", Message, Set, C4, "departments of the sender", "Abteilungen des Absenders", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("sender.site", Message, Set, C4, "sites of the sender", "Standorte des Absenders", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("recipient.address", Recipient, Address, C0, "address of the recipient", "Adresse des Empfängers") { Masking = P1 },
        new("recipient.domain", Recipient, Domain, C0, "domain of the recipient", "Domäne des Empfängers") { Masking = P0 },
        new("recipient.group", Recipient, Set, C4, "groups of the recipient", "Gruppen des Empfängers", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("recipient.department", Recipient, Set, C4, "departments of the recipient", "Abteilungen des Empfängers", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("recipient.site", Recipient, Set, C4, "sites of the recipient", "Standorte des Empfängers", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("recipient.role", Recipient, Set, C4, "roles of the recipient", "Rollen des Empfängers", Source: FactSource.Directory) { Masking = P0, Unknown = Stale },
        new("recipient.kind", Recipient, FactType.Enum, C4, "person, list, shared or system", "Person, Verteiler, Funktions- oder Systempostfach", Kinds.Names, FactSource.Directory) { Meanings = Kinds, Masking = P0, Unknown = Stale },
        new("recipient.keys.smime", Recipient, FactType.Enum, C2, "state of the recipient's S/MIME certificate", "Zustand des S/MIME-Zertifikats des Empfängers", Values.KeyStates.Names) { Meanings = Values.KeyStates, Masking = P0, Unknown = NoKeyAnswer },
        new("recipient.keys.pgp", Recipient, FactType.Enum, C2, "state of the recipient's OpenPGP key", "Zustand des OpenPGP-Schlüssels des Empfängers", Values.KeyStates.Names) { Meanings = Values.KeyStates, Masking = P0, Unknown = NoKeyAnswer },
        new("recipient.portal.account", Recipient, FactType.Enum, C2, "the recipient's account in the portal", "Konto des Empfängers im Portal", Accounts.Names, FactSource.Portal) { Meanings = Accounts, Masking = P0 },
        new("recipient.portal.mobile", Recipient, FactType.Enum, C2, "whether a mobile number of the recipient is known", "ob eine Mobilnummer des Empfängers bekannt ist", Mobiles.Names, FactSource.Portal) { Meanings = Mobiles, Masking = P0 },
        new("nexthop.tls", Recipient, Ranked, C4, "TLS that the recipient's next hop will do", "TLS, das der nächste Server auf dem Weg zum Empfänger kann", HopTls.Names, FactSource.NextHop)
        {
            Meanings = HopTls, Masking = P0, Unknown = new("DNS failed", "DNS gab keine Auskunft"),
        },
    ];
}
