using System.Text;

namespace Chancery.Mail.Documents;

/// <summary>The text of RTF 1.9, in one pass over its groups and control words.</summary>
internal static class RtfText
{
    private const int MaxGroups = 1000;

    /// <summary>Groups whose content is no text of the document.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "fonttbl", "colortbl", "stylesheet", "pict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable",
        "rsidtbl", "xmlnstbl", "generator", "filetbl", "objdata", "objclass", "fldinst", "blipuid", "panose", "falt", "template", "mmathPr", "revtbl", "nonshppict", "pgptbl",
    };

    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal) { "par", "line", "sect", "page", "row", "nestrow", "softline" };

    private static readonly HashSet<string> Cells = new(StringComparer.Ordinal) { "tab", "cell", "nestcell" };

    /// <summary>Why text may be missing; null if all was read.</summary>
    public static string? Read(byte[] octets, TextSink sink)
    {
        var state = new State(false, 1, 0, false);
        var outer = new Stack<State>();
        var coding = new Coding(sink);
        var skip = 0;
        for (var at = 0; at < octets.Length;)
        {
            var c = (char)octets[at++];
            switch (c)
            {
                case '{':
                    if (outer.Count >= MaxGroups) throw new UnreadableException("groups within each other are over the limit");
                    outer.Push(state);
                    break;
                case '}':
                    coding.Flush();
                    skip = 0;
                    if (outer.Count > 0) state = outer.Pop();
                    coding.Select(state.Page);
                    break;
                case '\r' or '\n':
                    break;
                case '\\':
                    at = Control(octets, at, ref state, ref skip, coding);
                    break;
                default:
                    if (skip > 0) skip--;
                    else if (!state.Silent) coding.Octet((byte)c);
                    break;
            }
        }
        coding.Flush();
        return outer.Count > 0 ? "it is cut off" : null;
    }

    private static int Control(byte[] octets, int at, ref State state, ref int skip, Coding coding)
    {
        if (at >= octets.Length) return at;
        var c = (char)octets[at];
        if (!char.IsAsciiLetter(c)) return Symbol(octets, at + 1, c, ref state, ref skip, coding);
        var start = at;
        while (at < octets.Length && char.IsAsciiLetter((char)octets[at]) && at - start < 32) at++;
        var word = Encoding.ASCII.GetString(octets, start, at - start);
        var number = at;
        if (at < octets.Length && octets[at] == '-') at++;
        while (at < octets.Length && char.IsAsciiDigit((char)octets[at]) && at - number < 11) at++;
        int? value = int.TryParse(Encoding.ASCII.GetString(octets, number, at - number), out var parsed) ? parsed : null;
        if (at < octets.Length && octets[at] == ' ') at++;
        if (word == "bin" && value > 0) return (int)Math.Min(octets.Length, at + (long)value.Value);
        Word(word, value, ref state, ref skip, coding);
        return at;
    }

    private static int Symbol(byte[] octets, int at, char c, ref State state, ref int skip, Coding coding)
    {
        switch (c)
        {
            case '\'':
                var octet = at + 2 <= octets.Length && byte.TryParse(Encoding.ASCII.GetString(octets, at, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var hex) ? hex : (byte)'?';
                if (skip > 0) skip--;
                else if (!state.Silent) coding.Octet(octet);
                return Math.Min(octets.Length, at + 2);
            case '*':
                state = state with { Silent = state.Silent || !IsTold(octets, at) };
                break;
            case '~' or '{' or '}' or '\\':
                if (!state.Silent) coding.Char(c == '~' ? ' ' : c);
                break;
            case '_':
                if (!state.Silent) coding.Char('-');
                break;
            case '\r' or '\n':
                if (!state.Silent) coding.Mark('\n');
                break;
            default:
                break;
        }
        return at;
    }

    /// <summary>Optional destinations are left out but for those that hold text of the author.</summary>
    private static bool IsTold(byte[] octets, int at)
    {
        var rest = octets.AsSpan(at, Math.Min(24, octets.Length - at)).TrimStart(" \r\n"u8);
        return rest.StartsWith("\\annotation"u8) || rest.StartsWith("\\shpinst"u8) || rest.StartsWith("\\shptxt"u8) || rest.StartsWith("\\footnote"u8)
            || rest.StartsWith("\\company"u8) || rest.StartsWith("\\fldinst"u8) || rest.StartsWith("\\htmltag"u8);
    }

    private static void Word(string word, int? value, ref State state, ref int skip, Coding coding)
    {
        if (Silent.Contains(word)) state = state with { Silent = true, InFonts = state.InFonts || word == "fonttbl" };
        else if (word == "ansicpg" && value is { } page) coding.Default(page);
        else if (word == "f" && value is { } font)
        {
            if (state.InFonts) coding.Font = font;
            else coding.Select((state = state with { Page = coding.PageOf(font) }).Page);
        }
        else if (word == "fcharset" && state.InFonts) coding.Charset(value ?? 0);
        else if (word == "plain") coding.Select((state = state with { Page = 0 }).Page);
        else if (word == "uc" && value is >= 0 and <= 16) state = state with { UnicodeSkip = value.Value };
        else if (state.Silent) return;
        else if (word == "u" && value is { } code)
        {
            coding.Char((char)(ushort)code);
            skip = state.UnicodeSkip;
        }
        else if (Lines.Contains(word)) coding.Mark('\n');
        else if (Cells.Contains(word)) coding.Mark('\t');
        else if (word is "emdash" or "endash") coding.Char('-');
        else if (word is "emspace" or "enspace") coding.Char(' ');
    }

    /// <param name="Page">Code page of the font; 0: that of the document.</param>
    private readonly record struct State(bool Silent, int UnicodeSkip, int Page, bool InFonts);

    /// <summary>Octets of an old charset wait until something else comes: two of them may be one character.</summary>
    private sealed class Coding(TextSink sink)
    {
        private static readonly Dictionary<int, int> Charsets = new()
        {
            [128] = 932,
            [129] = 949,
            [130] = 1361,
            [134] = 936,
            [136] = 950,
            [161] = 1253,
            [162] = 1254,
            [163] = 1258,
            [177] = 1255,
            [178] = 1256,
            [186] = 1257,
            [204] = 1251,
            [222] = 874,
            [238] = 1250,
            [77] = 10000,
            [78] = 10001,
            [254] = 437,
            [255] = 850,
        };

        private readonly List<byte> _waiting = [];
        private readonly Dictionary<int, int> _fonts = [];
        private Encoding _document = Windows(1252);
        private Encoding _encoding = Windows(1252);
        private int _page;

        /// <summary>The font that the table is describing.</summary>
        public int Font { get; set; }

        public void Default(int page)
        {
            Flush();
            _document = Windows(page);
            if (_page == 0) _encoding = _document;
        }

        public void Charset(int charset)
        {
            if (_fonts.Count < 10_000 && Charsets.TryGetValue(charset, out var page)) _fonts[Font] = page;
        }

        public int PageOf(int font) => _fonts.GetValueOrDefault(font);

        public void Select(int page)
        {
            if (page == _page) return;
            Flush();
            (_page, _encoding) = (page, page == 0 ? _document : Windows(page));
        }

        public void Octet(byte octet)
        {
            _waiting.Add(octet);
            if (_waiting.Count >= 4096) Flush();
        }

        public void Char(char c)
        {
            Flush();
            sink.Append(c);
        }

        public void Mark(char mark)
        {
            Flush();
            sink.Append(mark);
        }

        public void Flush()
        {
            if (_waiting.Count == 0) return;
            sink.Append(_encoding.GetString([.. _waiting]));
            _waiting.Clear();
        }

        private static Encoding Windows(int page)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            try
            {
                return Encoding.GetEncoding(page is > 0 and < 65536 ? page : 1252);
            }
            catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
            {
                return Encoding.GetEncoding(1252);
            }
        }
    }
}
