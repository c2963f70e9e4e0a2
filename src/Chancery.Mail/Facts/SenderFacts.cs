using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

internal static class SenderFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context) => key.Name switch
    {
        "sender.envelope" => Envelope(context),
        "sender.header" => Header(mail),
        "sender.trust" => Trust(context),
        _ => null,
    };

    public static Fact Envelope(MailContext context) => Fact.Of(Normal(context.Envelope.ReversePath));

    /// <summary>
    /// How far what comes over the session is believed. A connector is believed like one of our own servers, and by its name
    /// (<c>session.connector</c>) beyond that (language, R37); whether it may send outbound is its listener's own matter.
    /// </summary>
    public static Fact Trust(MailContext context) =>
        Fact.Of((context.Session.Connector is null ? context.Session.Trust : SessionTrust.Internal).ToString().ToLowerInvariant());

    private static string Normal(string reversePath) => reversePath.Length == 0 ? "" : MailAddress.NormaliseOrLower(reversePath);

    /// <summary>A From field that is there and yields no address is unknown, not empty.</summary>
    private static Fact Header(InspectedMail mail) =>
        mail.From.Count == 0 && mail.Header.Named("From").Any()
            ? new Fact.Unknown("the From field cannot be read")
            : Fact.Of(mail.From);
}
