using System.Text.Json;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Simulate;

/// <summary>The JSON of <c>simulate</c>, as the contract has it.</summary>
public static class SimulateJson
{
    public static void Write(Utf8JsonWriter json, Simulation simulation)
    {
        json.WriteStartObject();
        json.WriteStartObject("policy");
        json.WriteString("digest", simulation.PolicyDigest);
        json.WriteNull("revision");
        json.WriteEndObject();
        json.WriteStartArray("mails");
        foreach (var mail in simulation.Mails)
            WriteMail(json, mail);
        json.WriteEndArray();
        WriteSummary(json, simulation.Mails);
        json.WriteEndObject();
    }

    private static void WriteMail(Utf8JsonWriter json, SimulatedMail mail)
    {
        json.WriteStartObject();
        json.WriteString("source", mail.Source);
        json.WriteString("messageId", mail.MessageId);
        json.WriteNumber("size", mail.Size);
        json.WriteString("from", mail.From);
        WriteList(json, "recipients", mail.Recipients);
        json.WriteStartArray("groups");
        foreach (var group in mail.Groups)
            WriteGroup(json, group);
        json.WriteEndArray();
        WriteList(json, "unknown", mail.Unknown.Select(unknown => unknown.Key.ToString()).Distinct());
        WriteList(json, "problems", mail.Problems);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, SimulatedGroup group)
    {
        json.WriteStartObject();
        GroupJson.WriteMembers(json, group.Group);
        json.WriteStartArray("effects");
        foreach (var effect in group.Effects)
        {
            json.WriteStartObject();
            json.WriteString("kind", effect.Kind);
            WriteList(json, "to", effect.To);
            if (effect.File is { } file)
                json.WriteString("file", file);
            json.WriteNumber("bytes", effect.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, IReadOnlyList<SimulatedMail> mails)
    {
        var groups = mails.SelectMany(mail => mail.Groups).Select(group => group.Group).ToList();
        json.WriteStartObject("summary");
        json.WriteNumber("mails", mails.Count);
        json.WriteNumber("groups", groups.Count);
        WriteCounts(json, "dispositions", groups.Select(group => Names.Of(group.Plan.Disposition)));
        WriteCounts(json, "protections", groups.Where(group => group.Plan.Protection is not null).Select(group => Names.Of(group.Plan.Protection!.Value)));
        WriteCounts(json, "rules", groups.SelectMany(group => group.Rules.Select(rule => rule.Id)));
        json.WriteNumber("problems", mails.Sum(mail => mail.Problems.Count));
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        foreach (var same in values.GroupBy(value => value).OrderBy(group => group.Key, StringComparer.Ordinal))
            json.WriteNumber(same.Key, same.Count());
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
