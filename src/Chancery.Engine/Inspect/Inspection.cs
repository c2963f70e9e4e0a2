using Chancery.Engine.Messages;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Recipients;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Triggers;

namespace Chancery.Engine.Inspect;

/// <summary>The second of the five steps: opens a message for the facts that rules ask for. It never changes the message.</summary>
public static class Inspection
{
    /// <param name="original">The exact bytes, seekable; the inspection owns the stream from here.</param>
    public static OpenedMessage Open(Tenant tenant, Limits limits, SpooledMessage message, Stream original)
    {
        try
        {
            var mail = MailInspector.Inspect(original, LimitsOf(limits));
            return new OpenedMessage(tenant, message, original, mail, new MailContext(message.Session, message.Envelope, tenant.Domains) { Reading = tenant.Policy.Reading, Triggers = tenant.Policy.Triggers });
        }
        catch
        {
            original.Dispose();
            throw;
        }
    }

    /// <summary>What Decide is asked first: every recipient, and no facts yet.</summary>
    /// <param name="recipients">The recipients to decide on: those of the envelope, or of one group.</param>
    public static DecisionRequest RequestFor(OpenedMessage opened, IReadOnlyList<string> recipients)
    {
        var hidden = HiddenRecipients.Of(opened.Message.Envelope, opened.Mail).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new DecisionRequest(
            opened.Message.Tenant, [.. recipients.Select(address => new DecisionRecipient(address, hidden.Contains(address)))], FactSet.Empty)
        {
            At = opened.Message.ReceivedAt,
            Wishes = Wish.Of(opened.Context.Triggers, opened.Context.Channel, opened.Mail.HeaderValues),
        };
    }

    public static InspectionLimits LimitsOf(Limits limits) => new()
    {
        MimeDepth = limits.MimeDepth,
        Parts = limits.Parts,
        HeaderBytes = limits.HeaderBytes,
        ArchiveDepth = limits.ArchiveDepth,
        ArchiveRatio = limits.ArchiveRatio,
        ArchiveBytes = limits.ArchiveBytes,
    };
}
