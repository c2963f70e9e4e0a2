using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Policy.Plans;

namespace Chancery.Storage.Tests.Support;

/// <summary>Messages, decisions and effects for tests.</summary>
public static class Mails
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    public static readonly TenantId Other = new("other");

    public static readonly Session Session = new("127.0.0.1:2525", "192.0.2.7", "mx.example.org", "TLS1.3", SessionTrust.Authenticated, "anna", "edge");

    public static readonly Plan Plan = new()
    {
        Disposition = Disposition.Hold,
        Acceptable = [Method.Smime, Method.TlsVerified],
        Tried = [new Try(Method.Smime, false, "none")],
        Sign = Signature.Smime,
        SignRequired = true,
        FileLinks = [new FileLink("2.1", "plan.step", "model/step", 30_000_000, "14d", "optional") { MaxDownloads = 3 }],
        Actions = [new PlannedAction("header", new EquatableMap([new("set.name", "X-Ü"), new("value", "a\nb")]))],
        Stages = ["sign", "deliver"],
        Hold = new HoldTerms(["baseline/no-key"], ["boss@example.org"], 2, TimeSpan.FromDays(3), "reject"),
        Reject = new RejectTerms("5.7.1", "no"),
        ChangesCopy = true,
    };

    private static readonly DeliveryRequest Request = new()
    {
        Return = ReturnContent.Headers,
        EnvelopeId = "E+1 =",
        RequireTls = true,
        Recipients = new Dictionary<string, RecipientRequest>(StringComparer.OrdinalIgnoreCase)
        {
            ["bob@partner.de"] = new(Notify.Success | Notify.Delay, "rfc822;Bob@partner.de"),
        },
    };

    public static RegisterEvent Event(TenantId tenant, string? messageId, string kind = "received") =>
        new(tenant, Start.AddTicks(1234567), kind, messageId, """{"from":"anna@example.org"}""");

    public static SpooledMessage Message(TenantId tenant, string id, BlobRef body) => new(
        tenant, id, Start, Session, new Envelope("Anna@Example.org", ["bob@partner.de", "Carol_100%@partner.de"]) { EightBit = true, Request = Request },
        body, "<abc.123@example.org>", "anna.boss@example.org");

    public static async Task<SealedBlob> BlobAsync(IBlobStore blobs, TenantId tenant, string text)
    {
        await using var writer = blobs.Create(tenant);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(text), default);
        return await writer.CompleteAsync(default);
    }

    public static async Task<SpooledMessage> AcceptAsync(IMailStore mail, IBlobStore blobs, string id, TenantId? tenant = null, string text = "Subject: x\r\n\r\nhello\r\n")
    {
        var owner = tenant ?? TenantId.Default;
        var blob = await BlobAsync(blobs, owner, text);
        var message = Message(owner, id, blob.Blob);
        await mail.AcceptAsync(message, blob, [Event(owner, id)], default);
        return message;
    }

    public static Effect Effect(SpooledMessage message, int group, int ordinal, string[] recipients, string kind = "smtp", params string[] requires) => new(
        message.Tenant, Chancery.Engine.Outbox.Effect.IdOf(message.Id, group, kind, ordinal), message.Id, group, kind,
        new OutgoingMail("anna@example.org", recipients, message.Body, """{"view":"all"}""", message.Body.Length, true, false, "default", TlsMode.Verified)
        {
            Request = Request.For(recipients),
        },
        requires);

    public static MessageGroup Group(int number, GroupState state, params string[] recipients) =>
        new(number, recipients, number > 1, Plan, [new RuleHit("baseline/default", Certainty.Must), new RuleHit("partner/no-key", Certainty.May)], state);

    public static DecisionCommit Decision(SpooledMessage message, MessageGroup[] groups, params Effect[] effects) => new(
        message.Tenant, message.Id, """{"decision":1}""", null, GroupState.Superseded, groups, effects, [],
        [Event(message.Tenant, message.Id, "decided")]);

    public static AttemptCommit Attempt(Effect effect, DateTimeOffset? next, params EffectRecipient[] recipients) =>
        new(effect.Tenant, effect.Id, recipients, next, [], [], [Event(effect.Tenant, effect.MessageId, "delivered")]);

    public static EffectRecipient Delivered(string address) => new(address, RecipientState.Delivered, "250 2.0.0 ok");

    public static EffectRecipient Failed(string address) => new(address, RecipientState.Failed, "550 5.1.1 unknown");

    public static EffectRecipient Deferred(string address) => new(address, RecipientState.Pending, "451 4.7.1 greylisted");
}
