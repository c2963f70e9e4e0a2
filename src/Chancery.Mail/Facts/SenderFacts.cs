using Chancery.Mail.Addresses;
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

    /// <summary>A connector's session has the trust of its listener beside its name, which <c>session.connector</c> tells (language, R37).</summary>
    public static Fact Trust(MailContext context) => Fact.Of(context.Session.Trust.ToString().ToLowerInvariant());

    private static string Normal(string reversePath) => reversePath.Length == 0 ? "" : MailAddress.NormaliseOrLower(reversePath);

    /// <summary>A From field that is there and yields no address is unknown, not empty.</summary>
    private static Fact Header(InspectedMail mail) =>
        mail.From.Count == 0 && mail.Header.Named("From").Any()
            ? new Fact.Unknown("the From field cannot be read")
            : Fact.Of(mail.From);
}
