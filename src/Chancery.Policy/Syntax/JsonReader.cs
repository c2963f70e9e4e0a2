using System.Text;
using System.Text.Json;

namespace Chancery.Policy.Syntax;

/// <summary>Reads RFC 8259 JSON into the same tree; comments, trailing commas and duplicate keys are refused (R38).</summary>
internal sealed class JsonReader
{
    private readonly string _file;
    private readonly byte[] _octets;
    private readonly List<int> _lineStarts = [0];
    private readonly FindingBag _findings;
    private bool _refused;
    private (int Line, int Index, int Column) _last = (-1, 0, 1);

    private JsonReader(string file, byte[] octets, FindingBag findings)
    {
        (_file, _octets, _findings) = (file, octets, findings);
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] == '\n')
                _lineStarts.Add(i + 1);
        }
    }

    public static Node? Read(string file, string text, FindingBag findings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Error("CH1010", new Place(file, 1, 1, 0), "the file holds no document", "write `{ \"rules\": [] }` for a policy that passes everything");
            return null;
        }

        var reader = new JsonReader(file, Encoding.UTF8.GetBytes(text), findings);
        var json = new Utf8JsonReader(reader._octets, new JsonReaderOptions { MaxDepth = YamlShape.MaxDepth });
        try
        {
            json.Read();
            var node = reader.Value(ref json);
            json.Read();
            return reader._refused ? null : node;
        }
        catch (JsonException broken)
        {
            var at = new Place(file, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1, 1);
            findings.Error("CH1000", at, $"not valid JSON: {Cause(broken)}", "check quotes, commas and brackets around this place; JSON has no comments");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The only way to learn that an escape is no character.
            findings.Error("CH1000", reader.At(json.TokenStartIndex, json.ValueSpan.Length + 2), "not valid JSON: a \\u escape is half of a character", "write the character itself");
            return null;
        }
    }

    private Node Value(ref Utf8JsonReader json)
    {
        var at = At(json.TokenStartIndex, json.TokenType == JsonTokenType.String ? json.ValueSpan.Length + 2 : Math.Max(json.ValueSpan.Length, 1));
        return json.TokenType switch
        {
            JsonTokenType.StartObject => Mapping(ref json, at),
            JsonTokenType.StartArray => Sequence(ref json, at),
            JsonTokenType.String => new Node.Scalar(at, json.GetString()!),
            JsonTokenType.Null => new Node.Scalar(at, "null"),
            _ => new Node.Scalar(at, Encoding.UTF8.GetString(json.ValueSpan)),
        };
    }

    private Node.Sequence Sequence(ref Utf8JsonReader json, Place at)
    {
        var items = new List<Node>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            items.Add(Value(ref json));
        return new Node.Sequence(at, items);
    }

    private Node.Mapping Mapping(ref Utf8JsonReader json, Place at)
    {
        var entries = new List<Node.Entry>();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = new Node.Scalar(At(json.TokenStartIndex, json.ValueSpan.Length + 2), json.GetString()!);
            if (entries.Any(entry => entry.Key.Text == key.Text))
            {
                _refused = true;
                _findings.Error("CH1009", key.At, $"key `{key.Text}` stands here twice", "keep one of them");
            }

            json.Read();
            entries.Add(new Node.Entry(key, Value(ref json)));
        }

        return new Node.Mapping(at, entries);
    }

    private Place At(long index, int length)
    {
        var found = _lineStarts.BinarySearch((int)index);
        var line = found >= 0 ? found : ~found - 1;
        // A file may be one long line: what was counted up to the last place is not counted again.
        var (from, before) = _last.Line == line && _last.Index <= index ? (_last.Index, _last.Column) : (_lineStarts[line], 1);
        var column = before + Encoding.UTF8.GetCharCount(_octets, from, (int)index - from);
        _last = (line, (int)index, column);
        return new Place(_file, line + 1, column, length);
    }

    private static string Cause(JsonException broken)
    {
        var message = broken.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (end < 0 ? message : message[..end]).TrimEnd('.');
        return char.ToLowerInvariant(message[0]) + message[1..];
    }
}
