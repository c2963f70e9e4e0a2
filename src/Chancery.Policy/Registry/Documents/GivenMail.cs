using Chancery.Policy.Registry.FactTables;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>A mail as tests write it down.</summary>
internal static class GivenMail
{
    private static readonly Shape Addresses = Forms.OneOrMore(Forms.Address, 0);
    private static readonly Shape Amount = new Shape.Either([Forms.Size, new Shape.Number(0)]);
    private static readonly Shape Trust = Forms.Choice(Values.Trust);

    private static readonly Shape Session = Forms.Keys(
        new KeyDescriptor("trust", Trust, "how far it is trusted", "wie weit ihr vertraut wird"),
        new KeyDescriptor("auth", Forms.Flag, "it authenticated", "sie ist angemeldet"),
        new KeyDescriptor("tls", Forms.Flag, "it uses TLS", "sie nutzt TLS"),
        new KeyDescriptor("ip", Forms.Text, "address of the peer", "Adresse der Gegenstelle"),
        new KeyDescriptor("connector", Forms.Text, "over which connector", "über welchen Konnektor"),
        new KeyDescriptor("helo", Forms.Text, "what the peer calls itself", "wie sich die Gegenstelle nennt"));

    private static readonly Shape Archive = Forms.Keys(
        new KeyDescriptor("depth", Amount, "how deep archives lie in it", "wie tief Archive darin liegen"),
        new KeyDescriptor("entries", Amount, "how many entries it has", "wie viele Einträge es hat"),
        new KeyDescriptor("ratio", Amount, "how many times larger it unpacks", "um das Wievielfache es beim Entpacken wächst"),
        new KeyDescriptor("contains", Forms.Many(new Shape.Named("givenAttachment")), "its entries", "seine Einträge"));

    private static readonly Shape Hits = new Shape.Either([Amount, Forms.Keys([.. ContentFacts.Places.All.Select(place => new KeyDescriptor(place.Name, Amount, place.English, place.German))])]);

    public static readonly Shape Attachment = Forms.Keys(
        new KeyDescriptor("name", Forms.Text, "file name", "Dateiname"),
        new KeyDescriptor("ext", Forms.Text, "extension of the file name", "Dateiendung"),
        new KeyDescriptor("type", Forms.Text, "type by content", "Typ nach Inhalt"),
        new KeyDescriptor("declaredType", Forms.Text, "media type as declared", "angegebener Medientyp"),
        new KeyDescriptor("size", Amount, "decoded size", "Größe dekodiert"),
        Is("inline", "shown inside the text", "im Text dargestellt"),
        Is("encrypted", "needs a password", "braucht ein Kennwort"),
        Is("inspectable", "could be looked into", "ließ sich prüfen"),
        Is("macro", "has macros", "enthält Makros"),
        Is("active", "does something when it is opened", "tut etwas, wenn man es öffnet"),
        Is("typeMismatch", "the content contradicts the name", "der Inhalt widerspricht dem Namen"),
        new KeyDescriptor("label", Forms.Text, "its label", "seine Klassifizierung"),
        new KeyDescriptor("archive", Archive, "what it holds, if it is an archive", "was es enthält, wenn es ein Archiv ist"),
        new KeyDescriptor("unknown", Forms.Texts, "what cannot be known of it", "was daran nicht feststellbar ist"));

    public static readonly Shape Keys = Forms.Keys(
        new KeyDescriptor("from", Forms.Text, "sender", "Absender"),
        new KeyDescriptor("to", Addresses, "recipients", "Empfänger"),
        new KeyDescriptor("cc", Addresses, "copied", "in Kopie"),
        new KeyDescriptor("bcc", Addresses, "hidden", "verborgen"),
        new KeyDescriptor("session", new Shape.Either([Trust, Session]), "the session, or how far it is trusted", "die Verbindung, oder wie weit ihr vertraut wird"),
        new KeyDescriptor("connector", Forms.Text, "over which connector", "über welchen Konnektor"),
        new KeyDescriptor("direction", Forms.Choice(FactRegistry.Find("direction")!.Meanings!), "where the domains do not say it", "wo die Domänen es nicht sagen"),
        new KeyDescriptor("subject", Forms.Text, "subject", "Betreff"),
        new KeyDescriptor("headers", new Shape.Names(Forms.Texts), "header fields", "Kopffelder"),
        new KeyDescriptor("attachments", Forms.Many(new Shape.Named("givenAttachment")), "attachments", "Anhänge"),
        new KeyDescriptor("tags", Forms.Texts, "tags of the subject", "Schlagwörter im Betreff"),
        new KeyDescriptor("label", Forms.Text, "its label", "ihre Klassifizierung"),
        new KeyDescriptor("content", new Shape.Names(Hits), "hits by detector", "Treffer nach Erkenner"),
        new KeyDescriptor("size", Amount, "octets on the wire", "Größe auf der Leitung"),
        new KeyDescriptor("type", Forms.Choice(FactRegistry.Find("message.type")!.Meanings!), "kind of message", "Art der Nachricht"),
        Is("isReply", "it is a reply", "sie ist eine Antwort"),
        Is("isAutoSubmitted", "a machine sent it", "eine Maschine hat sie gesendet"),
        Is("isEncrypted", "it is encrypted already", "sie ist schon verschlüsselt"),
        Is("isSigned", "it is signed already", "sie ist schon signiert"));

    private static KeyDescriptor Is(string name, string english, string german) => new(name, Forms.Flag, english, german);
}
