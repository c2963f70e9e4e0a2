using System.IO.Compression;

namespace Chancery.Mail.Contents.Traits;

/// <summary>
/// The objects of a PDF as they are written, of every revision, referenced or not: what stands between its streams, and what is packed into object
/// streams (ISO 32000-2 section 7.5.7). Names are given as they are meant: <c>/J#61vaScript</c> is <c>/JavaScript</c>.
/// </summary>
internal sealed class PdfObjects
{
    private const int Dictionary = 4096;

    private readonly List<ReadOnlyMemory<byte>> _texts = [];
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _packed = [];

    /// <exception cref="ContentException">Over a limit.</exception>
    public PdfObjects(ReadOnlyMemory<byte> octets, ContentBudget budget)
    {
        var meter = new Meter(budget, octets.Length, null);
        var start = 0;
        while (start < octets.Length)
        {
            var (end, data) = StreamAfter(octets.Span, start);
            var text = Plain(octets[start..end]);
            _texts.Add(text);
            if (data >= octets.Length) break;
            var close = octets.Span[data..].IndexOf("endstream"u8);
            var body = octets[data..(close < 0 ? octets.Length : data + close)];
            if (IsObjectStream(text.Span)) Unpack(text.Span, body, budget, meter);
            start = data + body.Length;
        }
    }

    /// <summary>Object streams could not be read, so that objects may be missing.</summary>
    public bool IsMissing { get; private set; }

    public IEnumerable<ReadOnlyMemory<byte>> Texts => _texts;

    /// <summary>The beginning of an object; empty if there is none of that number.</summary>
    public ReadOnlyMemory<byte> Find(int number)
    {
        if (_packed.TryGetValue(number, out var packed)) return packed;
        var head = System.Text.Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} 0 obj"));
        for (var i = _texts.Count - 1; i >= 0; i--)
            for (var at = _texts[i].Span.LastIndexOf(head); at >= 0; at = _texts[i].Span[..at].LastIndexOf(head))
                if (at == 0 || !char.IsAsciiDigit((char)_texts[i].Span[at - 1])) return _texts[i][(at + head.Length)..];
        return ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>Where the text before the next stream ends, and where its data begin.</summary>
    private static (int End, int Data) StreamAfter(ReadOnlySpan<byte> octets, int start)
    {
        for (var at = start; ;)
        {
            var next = octets[at..].IndexOf("stream"u8);
            if (next < 0) return (octets.Length, octets.Length);
            at += next;
            var data = at + "stream".Length;
            if (data < octets.Length && octets[data] is (byte)'\r' or (byte)'\n' && octets[start..at].TrimEnd(" \t\r\n\f\0"u8).EndsWith(">>"u8))
                return (at, octets[data] == '\r' && data + 1 < octets.Length && octets[data + 1] == '\n' ? data + 2 : data + 1);
            at = data;
        }
    }

    private static bool IsObjectStream(ReadOnlySpan<byte> text) => Own(text).IndexOf("/ObjStm"u8) >= 0;

    /// <summary>The dictionary right before a stream.</summary>
    private static ReadOnlySpan<byte> Own(ReadOnlySpan<byte> text)
    {
        var tail = text[Math.Max(0, text.Length - Dictionary)..];
        var opening = tail.LastIndexOf(" obj"u8);
        return opening < 0 ? tail : tail[opening..];
    }

    private void Unpack(ReadOnlySpan<byte> text, ReadOnlyMemory<byte> body, ContentBudget budget, Meter meter)
    {
        var dictionary = Own(text);
        ReadOnlyMemory<byte> content = body;
        if (dictionary.IndexOf("/Filter"u8) >= 0)
        {
            if (dictionary.IndexOf("/FlateDecode"u8) < 0 && dictionary.IndexOf("/Fl"u8) < 0 || dictionary.IndexOf("/Predictor"u8) >= 0)
            {
                IsMissing = true;
                return;
            }
            content = Inflated(body, budget, meter);
        }
        if (content.Length == 0) IsMissing = true;
        content = Plain(content);
        _texts.Add(content);
        Index(content, NumberAfter(dictionary, "/First"u8), NumberAfter(dictionary, "/N"u8));
    }

    private static ReadOnlyMemory<byte> Inflated(ReadOnlyMemory<byte> body, ContentBudget budget, Meter meter)
    {
        using var counted = new MeteredStream(new ZLibStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress), budget, meter);
        using var content = new MemoryStream();
        try
        {
            counted.CopyTo(content);
        }
        catch (ContentException broken) when (broken.Message is Damage.Damaged or Damage.CutOff)
        {
            // Readers of PDF take what comes out of a broken stream and go on.
        }
        return content.ToArray();
    }

    /// <summary>Pairs of a number and a place, before the objects.</summary>
    private void Index(ReadOnlyMemory<byte> content, int first, int count)
    {
        if (first <= 0 || first > content.Length) return;
        var numbers = new List<int>();
        foreach (var word in System.Text.Encoding.ASCII.GetString(content.Span[..first]).Split((char[])[' ', '\n', '\r', '\t', '\0', '\f'], StringSplitOptions.RemoveEmptyEntries))
            if (int.TryParse(word, out var number)) numbers.Add(number);
        for (var i = 0; i + 1 < numbers.Count && i / 2 < count; i += 2)
            if (numbers[i + 1] >= 0 && first + (long)numbers[i + 1] < content.Length) _packed[numbers[i]] = content[(first + numbers[i + 1])..];
    }

    internal static int NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var at = text.IndexOf(name); at >= 0;)
        {
            var value = text[(at + name.Length)..].TrimStart(" \t\r\n\f\0"u8);
            var length = 0;
            while (length < value.Length && length < 9 && char.IsAsciiDigit((char)value[length])) length++;
            if (length > 0) return int.Parse(value[..length]);
            var next = text[(at + name.Length)..].IndexOf(name);
            at = next < 0 ? -1 : at + name.Length + next;
        }
        return 0;
    }

    /// <summary>Section 7.3.5: <c>#61</c> stands for the letter a.</summary>
    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> text)
    {
        if (text.Span.IndexOf((byte)'#') < 0) return text;
        var (plain, length) = (new byte[text.Length], 0);
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text.Span[i];
            if (octet == '#' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text.Span[i + 1]) && char.IsAsciiHexDigit((char)text.Span[i + 2]))
            {
                octet = (byte)(Convert.ToInt32($"{(char)text.Span[i + 1]}{(char)text.Span[i + 2]}", 16));
                i += 2;
            }
            plain[length++] = octet;
        }
        return plain.AsMemory(0, length);
    }
}
