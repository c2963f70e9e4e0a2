using System.Text;
using Chancery.Engine.Deliver;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Passage;
using Chancery.Engine.Protect;
using Chancery.Engine.Settings;
using Chancery.Mail.Copies;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Journey;

/// <summary>Turns a group's finished copy into hand-overs: one per next hop, and per as many recipients as one copy may carry.</summary>
internal static class Dispatch
{
    public static IReadOnlyList<OutgoingMail> Of(GroupDecision group, ProtectedCopy copy, SpooledMessage message, Router router, Limits limits, PassedMarks? passed)
    {
        var route = PlannedRoute.Of(group.Plan);
        return
        [
            .. group.To
                .GroupBy(recipient => route?.Via ?? router.HopNameFor(recipient), StringComparer.Ordinal)
                .SelectMany(byHop => byHop.Chunk(Math.Max(limits.RecipientsPerCopy, 1)).Select(chunk => (Hop: byHop.Key, Recipients: chunk)))
                .Select(part => (part.Hop, part.Recipients, View: ViewFor(part.Recipients, copy, message, passed)))
                .Select(part => new OutgoingMail(
                    message.Envelope.ReversePath, part.Recipients, copy.Body, MessageViewJson.Write(part.View), part.View.Length,
                    message.Envelope.EightBit, message.Envelope.SmtpUtf8, part.Hop, MinimumTlsOf(group.Plan, route))
                {
                    Request = message.Envelope.Request.For(part.Recipients),
                }),
        ];
    }

    private static MessageView ViewFor(string[] recipients, ProtectedCopy copy, SpooledMessage message, PassedMarks? passed) =>
        copy.View(passed?.LinesFor(message.Id, message.Envelope.ReversePath, recipients, copy.ContentSha256) ?? "");

    /// <summary>What the session must have for the plan to hold (R11, R29); anything else uses TLS as the hop's settings say.</summary>
    private static TlsMode MinimumTlsOf(Plan plan, PlannedRoute? route)
    {
        var protection = plan.Protection switch
        {
            Method.Tls => TlsMode.Required,
            Method.TlsVerified => TlsMode.Verified,
            _ => TlsMode.None,
        };
        return route?.Tls > protection ? route.Tls : protection;
    }
}
