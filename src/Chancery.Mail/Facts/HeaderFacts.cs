using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>The values of a header field. Control headers of sessions without their trust are absent (language, R8).</summary>
internal static class HeaderFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context)
    {
        if (key.Name != "header" || key.Argument is null) return null;
        if (context.Firewall.Strips(key.Argument)) return Fact.Of([]);
        return mail.Header.OverLimit ? new Fact.Unknown("the header is over the limit") : Fact.Of(mail.HeaderValues(key.Argument));
    }
}
