using System.Buffers;
using System.Text;
using System.Text.Json;
using Chancery.Engine.Messages;
using Chancery.Policy;

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
