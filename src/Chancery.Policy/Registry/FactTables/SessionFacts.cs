using static Chancery.Policy.Registry.CostClass;
using static Chancery.Policy.Registry.FactLevel;
using static Chancery.Policy.Registry.FactTrust;
using static Chancery.Policy.Registry.FactType;
using static Chancery.Policy.Registry.Masking;

namespace Chancery.Policy.Registry.FactTables;

/// <summary>Which way a mail goes, and over which connection it came.</summary>
internal static class SessionFacts
{
    private static readonly Choices Directions = new(
        new Choice("inbound", "from outside to us", "von außen zu uns"),
        new Choice("outbound", "from us to outside", "von uns nach außen"),
        new Choice("internal", "from us to us", "von uns zu uns"));

    public static IReadOnlyList<FactDescriptor> All { get; } =
    [
        new("direction", Recipient, FactType.Enum, C0, "inbound, outbound or internal, by the session and our domains", "eingehend, ausgehend oder intern, nach Verbindung und eigenen Domänen", Directions.Names) { Meanings = Directions, Masking = P0 },
        new("session.auth", Message, Flag, C0, "the session authenticated", "die Verbindung ist angemeldet") { Masking = P0 },
        new("session.ip", Message, Ip, C0, "address of the peer", "Adresse der Gegenstelle") { Masking = P2 },
        new("session.tls", Message, Flag, C0, "the session uses TLS", "die Verbindung nutzt TLS") { Masking = P0 },
        new("session.connector", Message, Text, C0, "name of the connector", "Name des Konnektors") { Masking = P0 },
        new("session.helo", Message, Text, C0, "what the peer calls itself", "wie sich die Gegenstelle nennt", Trust: Outsider) { Masking = P1 },
    ];
}
