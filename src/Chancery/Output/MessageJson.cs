using System.Text.Json;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy.Plans;

namespace Chancery.Host.Output;

/// <summary>A message with what became of it, for machines.</summary>
internal static class MessageJson
{
    /// <summary><c>{ "messages": […] }</c></summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<MessageRecord> records)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var record in records)
            WriteOne(json, record, withEvents: false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, MessageRecord record, bool withEvents)
    {
        json.WriteStartObject();
        WriteMembers(json, record, withEvents);
        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, MessageRecord record, bool withEvents)
    {
        var message = record.Message;
        json.WriteString("id", message.Id);
        json.WriteString("tenant", message.Tenant.ToString());
        json.WriteString("messageId", message.HeaderMessageId);
        json.WriteString("receivedAt", message.ReceivedAt);
        json.WriteString("state", Word(record.State));
        json.WriteString("from", message.Envelope.ReversePath);
        WriteList(json, "recipients", message.Envelope.Recipients);
        json.WriteNumber("size", message.Body.Length);
        json.WriteString("note", record.Note);
        json.WriteStartArray("groups");
        foreach (var group in record.Groups)
            WriteGroup(json, group, record.Effects);
        json.WriteEndArray();
        if (withEvents)
            WriteEvents(json, record);
    }

    public static string Word(MessageState state) => state.ToString().ToLowerInvariant();

    public static string Word(GroupState state) => state.ToString().ToLowerInvariant();

    private static void WriteGroup(Utf8JsonWriter json, MessageGroup group, IReadOnlyList<EffectStatus> effects)
    {
        json.WriteStartObject();
        json.WriteNumber("group", group.Number);
        json.WriteString("state", Word(group.State));
        WriteList(json, "to", group.Recipients);
        json.WriteBoolean("bcc", group.Hidden);
        json.WriteString("disposition", Names.Of(group.Plan.Disposition));
        if (group.Plan.Protection is { } protection)
            json.WriteString("protection", Names.Of(protection));
        json.WriteString("reason", group.Reason);
        if (group.ExpiresAt is { } expires)
            json.WriteString("expiresAt", expires);
        WriteList(json, "rules", group.Rules.Select(rule => rule.Id));
        json.WriteStartArray("effects");
        foreach (var effect in effects.Where(effect => effect.Effect.Group == group.Number))
            WriteEffect(json, effect);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter json, EffectStatus status)
    {
        json.WriteStartObject();
        json.WriteString("id", status.Effect.Id);
        json.WriteString("kind", status.Effect.Kind);
        json.WriteString("nextHop", status.Effect.Mail.NextHop);
        json.WriteNumber("attempts", status.Attempts);
        if (status.NextAttempt is { } next)
            json.WriteString("nextAttempt", next);
        json.WriteStartArray("recipients");
        foreach (var recipient in status.Recipients)
        {
            json.WriteStartObject();
            json.WriteString("address", recipient.Address);
            json.WriteString("state", recipient.State.ToString().ToLowerInvariant());
            json.WriteString("reply", recipient.Reply);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter json, MessageRecord record)
    {
        json.WriteStartArray("events");
        foreach (var entry in record.Events)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("time", entry.Event.Time);
            json.WriteString("kind", entry.Event.Kind);
            json.WritePropertyName("data");
            json.WriteRawValue(entry.Event.Data);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
