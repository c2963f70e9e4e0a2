using Chancery.Engine.Deliver;
using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Copies;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Notices;

/// <summary>A notice ready for the outbox.</summary>
internal sealed record Notice(Effect Effect, SealedBlob Body);

/// <summary>Writes the gateway's own mail: null reverse-path, so that nobody ever answers it with another (RFC 5321 section 4.5.5).</summary>
internal sealed class NoticeMaker(IBlobStore blobs, IIdSource ids, TimeProvider time)
{
    private const int HeaderExcerpt = 16 * 1024;

    /// <summary>True if the sender may be told of what becomes of the message: never the null sender (R36).</summary>
    public static bool HasSender(SpooledMessage message) => message.Envelope.ReversePath.Length > 0;

    /// <summary>True if the sender is one of ours, who is told of holds and refusals; outsiders are not (backscatter).</summary>
    public static bool IsOurSender(SpooledMessage message) => HasSender(message) && message.Session.Trust != SessionTrust.Anonymous;

    public async Task<Notice> FailureAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, int group, string effectId, IReadOnlyList<FailedRecipient> failed, CancellationToken cancel)
    {
        var header = await HeaderOfAsync(message, cancel);
        var boundary = "=_" + ids.NewId();
        var content = DeliveryStatusNotification.Compose(message, failed, header, SenderOf(settings), boundary);
        return await MakeAsync(tenant, settings, message, group, effectId, message.Envelope.ReversePath, content, cancel);
    }

    public Task<Notice> HeldAsync(
        Tenant tenant, GatewaySettings settings, SpooledMessage message, MessageGroup group, CancellationToken cancel) =>
        MakeAsync(tenant, settings, message, group.Number, Effect.IdOf(message.Id, group.Number, "notice", 1), message.Envelope.ReversePath,
            HoldNotice.Compose(message, group.Recipients, group.Reason ?? "held", group.ExpiresAt ?? time.GetUtcNow(), SenderOf(settings)), cancel);

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
        var mail = new OutgoingMail("", [to], body.Blob, MessageViewJson.Write(view), content.Length, false, false, hop, TlsMode.None);
        return new Notice(new Effect(tenant.Id, effectId, message.Id, group, "notice", mail, []), body);
    }

    /// <summary>The header section as it came, without Bcc; empty if the stored body can no longer be read.</summary>
    private async Task<byte[]> HeaderOfAsync(SpooledMessage message, CancellationToken cancel)
    {
        try
        {
            await using var body = await blobs.OpenAsync(message.Tenant, message.Body, cancel);
            var header = RawHeaderBlock.Read(body, 1024 * 1024);
            using var kept = new MemoryStream();
            foreach (var field in header.Fields.Where(field => !field.Is("Bcc")))
            {
                if (kept.Length + field.Length <= HeaderExcerpt)
                    kept.Write(header.Octets(field));
            }

            return kept.ToArray();
        }
        catch (IOException)
        {
            return [];
        }
    }
}
