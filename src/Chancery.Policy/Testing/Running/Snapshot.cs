using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Testing.Running;

/// <summary>The groups of a decision as a file, compared member by member.</summary>
internal static class Snapshot
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null if the file says the same.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Wording? Difference(string path, Decision decision)
    {
        var actual = Of(decision);
        if (!File.Exists(path))
            return new Wording($"there is no snapshot {path} yet; if this is right, write it there:\n{actual}", $"es gibt die Momentaufnahme {path} noch nicht; wenn dies stimmt, legen Sie sie dort ab:\n{actual}");
        try
        {
            var (expected, now) = (JsonNode.Parse(File.ReadAllText(path)), JsonNode.Parse(actual));
            if (JsonNode.DeepEquals(expected, now))
                return null;
            var (at, old, changed) = First(expected, now, "");
            return new Wording($"differs from snapshot {path} at {at}: expected {old}, got {changed}", $"weicht von der Momentaufnahme {path} ab bei {at}: erwartet {old}, ist {changed}");
        }
        catch (JsonException)
        {
            return new Wording($"the snapshot {path} is not JSON", $"die Momentaufnahme {path} ist kein JSON");
        }
    }

    private static string Of(Decision decision)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var group in decision.Groups)
                GroupJson.Write(json, group);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Where two trees differ first.</summary>
    private static (string At, string Expected, string Actual) First(JsonNode? expected, JsonNode? actual, string at)
    {
        if (expected is JsonObject a && actual is JsonObject b)
        {
            foreach (var name in a.Select(member => member.Key).Union(b.Select(member => member.Key)))
                if (!JsonNode.DeepEquals(a[name], b[name]))
                    return First(a[name], b[name], $"{at}/{name}");
        }

        if (expected is JsonArray x && actual is JsonArray y && x.Count == y.Count)
        {
            for (var i = 0; i < x.Count; i++)
                if (!JsonNode.DeepEquals(x[i], y[i]))
                    return First(x[i], y[i], $"{at}/{i}");
        }

        return (at.Length == 0 ? "/" : at, Text(expected), Text(actual));
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
