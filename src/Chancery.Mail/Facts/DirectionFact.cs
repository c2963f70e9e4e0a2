using Chancery.Mail.Addresses;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Facts;

/// <summary>Where a recipient's copy goes (language, R36): <c>inbound</c>, <c>outbound</c> or <c>internal</c>.</summary>
public static class DirectionFact
{
    internal static Fact? Of(FactKey key, InspectedMail mail, MailContext context) =>
        key is { Name: "direction", Subject: { } recipient } ? Fact.Of(Of(recipient, context)) : null;

    public static string Of(string recipient, MailContext context)
    {
        var ours = MailAddress.TryParse(recipient, out var address) && context.OwnDomains.Contains(address.Domain);
        if (!ours) return "outbound";
        return context.IsTrusted && context.Envelope.ReversePath.Length > 0 ? "internal" : "inbound";
    }
}
