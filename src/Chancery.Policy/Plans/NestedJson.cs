using System.Text.Json;

namespace Chancery.Policy.Plans;

/// <summary>Dotted names as nested objects and back: <c>password.strategy</c> is <c>{ "password": { "strategy": … } }</c>.</summary>
internal static class NestedJson
{
    public static void Write(Utf8JsonWriter json, string name, EquatableMap values)
    {
        json.WritePropertyName(name);
        WriteObject(json, [.. values.Select(entry => (Path: entry.Key.Split('.'), entry.Value))], 0);
    }

    private static void WriteObject(Utf8JsonWriter json, List<(string[] Path, string Value)> values, int depth)
    {
        json.WriteStartObject();
        foreach (var same in values.GroupBy(value => value.Path[depth], StringComparer.Ordinal))
        {
            json.WritePropertyName(same.Key);
            if (same.First().Path.Length == depth + 1)
                json.WriteStringValue(same.First().Value);
            else
                WriteObject(json, [.. same.Where(value => value.Path.Length > depth + 1)], depth + 1);
        }

        json.WriteEndObject();
    }

    public static EquatableMap Read(JsonElement json) => new(ReadObject(json, ""));

    private static IEnumerable<KeyValuePair<string, string>> ReadObject(JsonElement json, string prefix) =>
        json.EnumerateObject().SelectMany(member => member.Value.ValueKind == JsonValueKind.Object
            ? ReadObject(member.Value, $"{prefix}{member.Name}.")
            : [KeyValuePair.Create(prefix + member.Name, member.Value.GetString() ?? throw new JsonException("null where a text belongs"))]);
}
