using System.Text.Json;

namespace Chancery.Mail.Copies;

/// <summary>
/// A view as JSON, as the outbox keeps it: an array of <c>{"literal": base64}</c> and <c>{"offset": n, "count": n}</c>.
/// </summary>
public static class MessageViewJson
{
    public static string Write(MessageView view)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var segment in view.Segments) Write(json, segment);
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="FormatException">The text is not the JSON of a view.</exception>
    public static MessageView Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new MessageView([.. json.RootElement.EnumerateArray().Select(Segment)]);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("not the JSON of a message view", cause);
        }
    }

    private static void Write(Utf8JsonWriter json, ViewSegment segment)
    {
        json.WriteStartObject();
        switch (segment)
        {
            case ViewSegment.Literal literal:
                json.WriteBase64String("literal", literal.Octets.Span);
                break;
            case ViewSegment.Range range:
                json.WriteNumber("offset", range.Offset);
                json.WriteNumber("count", range.Count);
                break;
        }
        json.WriteEndObject();
    }

    private static ViewSegment Segment(JsonElement element)
    {
        if (element.TryGetProperty("literal", out var literal)) return new ViewSegment.Literal(literal.GetBytesFromBase64());
        var range = new ViewSegment.Range(element.GetProperty("offset").GetInt64(), element.GetProperty("count").GetInt64());
        return range is { Offset: >= 0, Count: >= 0 } ? range : throw new FormatException("a range before the start of the original");
    }
}
