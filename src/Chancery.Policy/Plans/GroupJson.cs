using System.Text.Json;

namespace Chancery.Policy.Plans;

/// <summary>The JSON shape of a group: to, bcc, plan, rules.</summary>
public static class GroupJson
{
    public static void Write(Utf8JsonWriter json, GroupDecision group)
    {
        json.WriteStartObject();
        WriteMembers(json, group);
        json.WriteEndObject();
    }

    /// <summary>The members alone, for callers that add their own, such as the effects.</summary>
    public static void WriteMembers(Utf8JsonWriter json, GroupDecision group)
    {
        PlanJson.WriteStrings(json, "to", group.To);
        json.WriteBoolean("bcc", group.Hidden);
        json.WritePropertyName("plan");
        PlanJson.Write(json, group.Plan);
        PlanJson.WriteArray(json, "rules", group.Rules, static (json, hit) =>
        {
            json.WriteString("id", hit.Id);
            json.WriteString("certainty", Names.Of(hit.Certainty));
        });
    }

    /// <exception cref="JsonException">The element is not a group.</exception>
    public static GroupDecision Read(JsonElement json) => PlanJsonReader.Group(json);
}
