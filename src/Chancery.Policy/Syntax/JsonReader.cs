using System.Text;
using System.Text.Json;

namespace Chancery.Policy.Syntax;

/// <summary>Reads RFC 8259 JSON into the same tree; comments, trailing commas and duplicate keys are refused (R38).</summary>
internal sealed class JsonReader
{
    private readonly string _file;
    private readonly byte[] _octets;
    private readonly SourceLines _lines;
    private readonly FindingBag _findings;
    private (int Octets, int Characters) _passed;
    private bool _stopped;

    private JsonReader(string file, string text, FindingBag findings) =>
        (_file, _octets, _lines, _findings) = (file, Encoding.UTF8.GetBytes(text), new SourceLines(text), findings);

    public static Node? Read(string file, string text, FindingBag findings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Error("CH1010", new Place(file, 1, 1, 0), "the file holds no document", "write `{ \"rules\": [] }` for a policy that passes everything");
            return null;
        }

        var reader = new JsonReader(file, text, findings);
        var json = new Utf8JsonReader(reader._octets, new JsonReaderOptions { MaxDepth = YamlShape.MaxDepth });
        try
        {
            json.Read();
            var node = reader.Value(ref json);
            json.Read();
            return node;
        }
        catch (JsonException) when (reader._stopped)
        {
            return null;
        }
        catch (JsonException broken)
        {
            var at = reader.At(reader.IndexOf(broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0), 1) with { Length = 1 };
            var (cause, cure) = JsonCauses.Of(broken.Message, reader.TextAt(at));
            findings.Error("CH1000", at, $"not valid JSON: {cause}", cure);
            return null;
        }
        catch (InvalidOperationException)
        {
            // The only way to learn that an escape is no character.
            findings.Error("CH1000", reader.At(json.TokenStartIndex, json.ValueSpan.Length + 2), "not valid JSON: a \\u escape is half of a character", "write the character itself");
            return null;
        }
    }

    private string TextAt(Place at) => _lines[at.Line] is var line && at.Column <= line.Length ? line[(at.Column - 1)..] : "";

    private Node Value(ref Utf8JsonReader json)
    {
        var at = At(json.TokenStartIndex, json.TokenType == JsonTokenType.String ? json.ValueSpan.Length + 2 : Math.Max(json.ValueSpan.Length, 1));
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            at = at with { Writing = Writing.Json };
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
        var (entries, names, keys) = (new List<Node.Entry>(), new HashSet<string>(StringComparer.Ordinal), 0);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = new Node.Scalar(At(json.TokenStartIndex, json.ValueSpan.Length + 2) with { Writing = Writing.Json }, json.GetString()!);
            if (++keys > YamlShape.MaxKeys)
                Stop(key);
            var isNew = names.Add(key.Text);
            if (!isNew)
                _findings.Error("CH1009", key.At, $"key `{key.Text}` stands here twice", "keep one of them");
            json.Read();
            var value = Value(ref json);
            if (isNew)
                entries.Add(new Node.Entry(key, value));
        }

        return new Node.Mapping(at, entries);
    }

    /// <summary>What follows is not read any more: it would only take time.</summary>
    private void Stop(Node.Scalar key)
    {
        _stopped = true;
        _findings.Error("CH1001", key.At, $"more than {YamlShape.MaxKeys} keys in one object", "split it into several, or use a list");
        throw new JsonException("stopped");
    }

    private Place At(long index, int octets)
    {
        var start = CharacterAt((int)index);
        var (line, column) = _lines.PlaceOf(start);
        return new Place(_file, line, column, CharacterAt((int)Math.Min(index + octets, _octets.Length)) - start);
    }

    /// <summary>A file may be one long line: what was counted up to the last place is not counted again.</summary>
    private int CharacterAt(int octet)
    {
        var from = octet >= _passed.Octets ? _passed : default;
        _passed = (octet, from.Characters + Encoding.UTF8.GetCharCount(_octets, from.Octets, octet - from.Octets));
        return _passed.Characters;
    }

    /// <summary>The parser's own lines end with LF only.</summary>
    private long IndexOf(long line, long octetsIn)
    {
        var start = 0;
        for (; line > 0; line--)
            start += _octets.AsSpan(start).IndexOf((byte)'\n') + 1;
        return Math.Min(start + octetsIn, _octets.Length);
    }
}
