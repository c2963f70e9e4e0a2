using System.Buffers;
using System.Text;
using System.Text.Json;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Register;

/// <summary>Makes the entries of the register. Their data name addresses and rules, never a subject, a body or a secret.</summary>
internal static class Entry
{
    public static RegisterEvent Received(SpooledMessage message) =>
        Make(message.Tenant, message.ReceivedAt, "received", message.Id, json =>
        {
            json.WriteString("from", message.Envelope.ReversePath);
            WriteList(json, "recipients", message.Envelope.Recipients);
            json.WriteNumber("size", message.Body.Length);
            json.WriteString("sha256", message.Body.Sha256);
            json.WriteString("peer", message.Session.Remote);
            json.WriteString("tls", message.Session.Tls);
            json.WriteString("trust", message.Session.Trust.ToString().ToLowerInvariant());
        });

    /// <summary>Orders that the session had not the trust to give; their values are nobody's business.</summary>
    public static RegisterEvent Stripped(SpooledMessage message, IReadOnlyList<string> fields) =>
        Make(message.Tenant, message.ReceivedAt, "stripped", message.Id, json =>
        {
            WriteList(json, "fields", fields);
            json.WriteString("trust", message.Session.Trust.ToString().ToLowerInvariant());
            json.WriteString("connector", message.Session.Connector);
        });

    public static RegisterEvent Decided(SpooledMessage message, Judged judged, DateTimeOffset at) =>
        Make(message.Tenant, at, "decided", message.Id, json =>
        {
            json.WriteString("policy", judged.Decision.PolicyDigest);
            if (judged.RefusedTokens.Count > 0)
                WriteList(json, "refusedTokens", judged.RefusedTokens);
            json.WriteStartArray("groups");
            foreach (var group in judged.Groups)
            {
                json.WriteStartObject();
                WriteList(json, "to", group.Group.To);
                json.WriteString("disposition", Names.Of(group.Group.Plan.Disposition));
                if (group.Group.Plan.Protection is { } protection)
                    json.WriteString("protection", Names.Of(protection));
                json.WriteString("sign", Names.Of(group.Group.Plan.Sign));
                if (group.Group.Plan.Unsigned is { } unsigned)
                    json.WriteString("unsigned", unsigned);
                WriteList(json, "rules", group.Group.Rules.Select(rule => rule.Id));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>Null for a group that is simply on its way: its delivery makes the entry.</summary>
    public static RegisterEvent? OfState(SpooledMessage message, MessageGroup group, DateTimeOffset at)
    {
        var kind = group.State switch
        {
            GroupState.Held => "held",
            GroupState.Quarantined => "quarantined",
            GroupState.Rejected => "rejected",
            _ => null,
        };
        return kind is null ? null : OfGroup(message.Tenant, message.Id, kind, group.Number, group.Recipients, group.Reason, at);
    }

    public static RegisterEvent OfGroup(
        TenantId tenant, string messageId, string kind, int group, IEnumerable<string> recipients, string? reason, DateTimeOffset at) =>
        Make(tenant, at, kind, messageId, json =>
        {
            json.WriteNumber("group", group);
            WriteList(json, "recipients", recipients);
            if (reason is not null)
                json.WriteString("reason", reason);
        });

    /// <summary>What an attempt brought: <c>delivered</c>, <c>deferred</c> or <c>failed</c> for some recipients of an effect.</summary>
    public static RegisterEvent OfAttempt(
        Effect effect, string kind, IEnumerable<RecipientOutcome> outcomes, TransportResult result, int attempt, DateTimeOffset at)
    {
        var list = outcomes.ToList();
        return Make(effect.Tenant, at, kind, effect.MessageId, json =>
        {
            json.WriteString("effect", effect.Id);
            json.WriteNumber("group", effect.Group);
            WriteList(json, "recipients", list.Select(outcome => outcome.Address));
            json.WriteString("nextHop", effect.Mail.NextHop);
            json.WriteString("peer", result.Host);
            json.WriteString("tls", result.Tls);
            json.WriteString("reply", list[0].Reply);
            json.WriteString("status", list[0].Status);
            json.WriteNumber("attempt", attempt);
        });
    }

    public static RegisterEvent Make(TenantId tenant, DateTimeOffset at, string kind, string? messageId, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new RegisterEvent(tenant, at, kind, messageId, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
