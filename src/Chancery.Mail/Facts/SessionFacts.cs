using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

internal static class SessionFacts
{
    public static Fact? Of(FactKey key, InspectedMail mail, MailContext context) => Of(key.Name, context);

    public static Fact? Of(string name, MailContext context) => name switch
    {
        "session.auth" => Fact.Of(context.Session.User is not null),
        "session.tls" => Fact.Of(context.Session.Tls is not null),
        "session.ip" => Fact.Of(context.Session.Remote),
        "session.connector" => Fact.Of(context.Session.Connector ?? ""),
        "session.helo" => Fact.Of(context.Session.Helo),
        _ => null,
    };
}
