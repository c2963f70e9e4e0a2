using Chancery.Policy.Facts;
using Chancery.Policy.Registry;

namespace Chancery.Policy.Testing.Given;

/// <summary>What a test need not say (R39): the ordinary case. What only a network could tell has none, and must be given.</summary>
internal static class Defaults
{
    /// <summary>Octets of a short mail without attachments.</summary>
    private const decimal BareMail = 2_000;

    /// <summary>What base64 adds.</summary>
    private const decimal OnTheWire = 1.37m;

    /// <summary>For whatever a test judges, a fixture included.</summary>
    public static Fact? Common(FactKey key) => key.Name switch
    {
        "sender.keys.smime" or "sender.keys.pgp" => Fact.Of("valid"),
        "recipient.keys.smime" or "recipient.keys.pgp" => Fact.Of("none"),
        "recipient.portal.account" => Fact.Of("none"),
        "recipient.portal.mobile" => Fact.Of("unknown"),
        "nexthop.final" => Fact.Of(true),
        "user.decision" => Fact.Of("none"),
        "crypto.verified" or "crypto.decrypted" => Fact.Of(false),
        "crypto.signature" => Fact.Of("none"),
        "crypto.signer" => Fact.Of(""),
        "crypto.weakness" => Fact.Of([]),
        _ when key.Name == "app" || key.Name.StartsWith("app.", StringComparison.Ordinal) => Fact.Of(""),
        _ => null,
    };

    /// <summary>For the short form, where nothing else is there to look at.</summary>
    public static Fact? ShortForm(FactKey key, GivenMail mail) => key.Name switch
    {
        "subject" => Fact.Of(""),
        "tag" or "header" or "attachments" => Fact.Of([]),
        "content" => Fact.Of(0m),
        "sender.envelope" => Fact.Of(""),
        "sender.header" => Fact.Of([]),
        "message.type" => Fact.Of("normal"),
        "message.size" => Fact.Of(SizeOf(mail)),
        "session.ip" => Fact.Of("192.0.2.1"),
        "session.connector" or "session.helo" => Fact.Of(""),
        "session.tls" => Fact.Of(true),
        _ when FactRegistry.Find(key.Name) is { Type: FactType.Flag, Level: FactLevel.Message, Cost: < CostClass.C4 } => Fact.Of(false),
        _ => null,
    };

    private static decimal SizeOf(GivenMail mail) => decimal.Floor(BareMail + OnTheWire * (mail.Attachments ?? []).Sum(attachment => attachment.Size ?? 0));
}
