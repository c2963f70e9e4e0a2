using Chancery.Mail.Addresses;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

internal static class SenderFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context) => key.Name switch
    {
        "sender.envelope" => Fact.Of(Normal(context.Envelope.ReversePath)),
        "sender.header" => Header(mail),
        "sender.trust" => Fact.Of(context.Session.Trust.ToString().ToLowerInvariant()),
        _ => null,
    };

    private static string Normal(string reversePath) => reversePath.Length == 0 ? "" : MailAddress.NormaliseOrLower(reversePath);

    /// <summary>A From field that is there and yields no address is unknown, not empty.</summary>
    private static Fact Header(InspectedMail mail) =>
        mail.From.Count == 0 && mail.Header.Named("From").Any()
            ? new Fact.Unknown("the From field cannot be read")
            : Fact.Of(mail.From);
}
