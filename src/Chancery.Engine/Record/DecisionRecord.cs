using System.Buffers;
using System.Text;
using System.Text.Json;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Record;

/// <summary>The decision record (language, section 6): what was known, which rules spoke, and what was planned.</summary>
internal static class DecisionRecord
{
    /// <summary>Facts whose value is content: that they were asked for is recorded, their value is not.</summary>
    private static readonly HashSet<string> Content = ["subject", "header", "attachment.name"];

    public static string Write(SpooledMessage message, Judged judged, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("id", message.Id);
            json.WriteString("time", now);
            json.WriteString("tenant", message.Tenant.ToString());
            json.WriteStartObject("policy");
            json.WriteString("digest", judged.Decision.PolicyDigest);
            json.WriteEndObject();
            json.WriteStartObject("message");
            json.WriteNumber("size", message.Body.Length);
            json.WriteString("from", message.Envelope.ReversePath);
            json.WriteNumber("recipients", message.Envelope.Recipients.Count);
            json.WriteEndObject();
            WriteFacts(json, judged.Facts);
            WriteRules(json, judged.Decision.RecordedTrace);
            WriteGroups(json, judged.Groups);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFacts(Utf8JsonWriter json, FactSet facts)
    {
        json.WriteStartArray("facts");
        foreach (var (key, fact) in facts.All.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("f", key.Argument is null ? key.Name : $"{key.Name}({key.Argument})");
            if (key.Subject is { } subject)
                json.WriteString("for", subject);
            if (fact is Fact.Known known)
                json.WriteString("v", Content.Contains(key.Name) ? "(erased)" : known.Value.ToString());
            else if (fact is Fact.Unknown unknown)
            {
                json.WriteString("v", "unknown");
                json.WriteString("why", unknown.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRules(Utf8JsonWriter json, IReadOnlyList<RuleTrace> trace)
    {
        json.WriteStartArray("rules");
        foreach (var rule in trace)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("at", rule.At);
            WriteList(json, "for", rule.For);
            json.WriteString("result", rule.Result);
            WriteList(json, "atoms", rule.Atoms);
            json.WriteString("effect", rule.Effect);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGroups(Utf8JsonWriter json, IReadOnlyList<JudgedGroup> groups)
    {
        json.WriteStartArray("groups");
        foreach (var group in groups)
            GroupJson.Write(json, group.Group);
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
