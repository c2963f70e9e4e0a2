using System.Text;
using Chancery.Engine.Deliver;
using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Notices;

/// <summary>A notice ready for the outbox.</summary>
internal sealed record Notice(Effect Effect, SealedBlob Body);

/// <summary>Writes the gateway's own mail: null reverse-path, so that nobody ever answers it with another (RFC 5321 section 4.5.5).</summary>
internal sealed class NoticeMaker(IBlobStore blobs, IIdSource ids, TimeProvider time)
{
    /// <summary>True if the sender may be told of what becomes of the message: never the null sender (R36).</summary>
    public static bool HasSender(SpooledMessage message) => message.Envelope.ReversePath.Length > 0;

    /// <summary>True if the sender is one of ours, who is told of holds and refusals; outsiders are not (backscatter).</summary>
    public static bool IsOurSender(SpooledMessage message) => HasSender(message) && message.Session.Trust != SessionTrust.Anonymous;

    /// <summary>Null where nobody wants to hear of it: the null sender never does, others say so with NOTIFY (RFC 3461 section 4.1).</summary>
    public async Task<Notice?> ReportAsync(Tenant tenant, GatewaySettings settings, SpooledMessage message, Report report, CancellationToken cancel)
    {
        var wanted = report.Recipients.Where(recipient => message.Envelope.Request.NotifyFor(recipient.Address).HasFlag(report.Kind.Asked())).ToList();
        if (wanted.Count == 0 || !HasSender(message))
            return null;
        var returned = await Returned.ReadAsync(
            blobs, message, Returned.ExtentFor(tenant, message, report.Group.Plan, report.Kind), settings.Limits.HeaderBytes, cancel);
        var content = DeliveryStatusNotification.Compose(message, report with { Recipients = wanted }, returned, SenderOf(settings), "=_" + ids.NewId());
        return await MakeAsync(tenant, settings, message, report.Group.Number, report.EffectId, message.Envelope.ReversePath, content, cancel);
    }

    /// <summary>A refusal by policy, by a person or by an expiry.</summary>
    public Task<Notice?> RefusedAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, MessageGroup group, string effectId, IReadOnlyList<ReportedRecipient> refused, CancellationToken cancel) =>
        ReportAsync(tenant, settings, message, new Report(ReportKind.Failed, group, effectId, refused), cancel);

    /// <summary>Null for mail that no automatic mail may answer (RFC 3834 section 2).</summary>
    public async Task<Notice?> HeldAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, MessageGroup group, CancellationToken cancel)
    {
        if (await Unanswerable.IsAsync(blobs, message, settings.Limits.HeaderBytes, cancel))
            return null;
        var content = HoldNotice.Compose(message, group.Recipients, group.Reason ?? "held", group.ExpiresAt ?? time.GetUtcNow(), SenderOf(settings));
        return await MakeAsync(
            tenant, settings, message, group.Number, Effect.IdOf(message.Id, group.Number, "notice", 1), message.Envelope.ReversePath, content, cancel);
    }

    public Task<Notice> FaultAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, MessageGroup group, CancellationToken cancel) =>
        MakeAsync(tenant, settings, message, group.Number, Effect.IdOf(message.Id, group.Number, "notice", 2), settings.Postmaster,
            PostmasterNotice.Compose(message, group.Recipients, group.Reason ?? "fault", SenderOf(settings)), cancel);

    private NoticeSender SenderOf(GatewaySettings settings) => new(settings.Hostname, settings.Postmaster, ids.NewId(), time.GetUtcNow());

    private async Task<Notice> MakeAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, int group, string effectId, string to, byte[] content, CancellationToken cancel)
    {
        var writer = blobs.Create(tenant.Id);
        await writer.WriteAsync(content, cancel);
        var body = (await writer.CompleteAsync(cancel)) with { Owner = writer };
        var view = new MessageView([new ViewSegment.Range(0, content.Length)]);
        var hop = new Router(settings, tenant, SessionTrust.Internal).HopNameFor(to);
        var mail = new OutgoingMail(
            "", [to], body.Blob, MessageViewJson.Write(view), content.Length, !Ascii.IsValid(content), !Ascii.IsValid(to), hop, TlsMode.None);
        return new Notice(new Effect(tenant.Id, effectId, message.Id, group, "notice", mail, []), body);
    }
}
