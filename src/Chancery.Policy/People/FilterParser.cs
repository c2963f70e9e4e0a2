using System.Text;

namespace Chancery.Policy.People;

/// <summary>Reads RFC 4515, from left to right, each character once.</summary>
internal sealed class FilterParser(string text)
{
    private int _at;

    public DirectoryFilter Parse()
    {
        if (text.Length > DirectoryFilter.MostCharacters)
            throw new FormatException($"it is longer than {DirectoryFilter.MostCharacters} characters");
        var filter = Filter(0);
        return _at == text.Length ? filter : throw Wrong("something follows the closing parenthesis");
    }

    private DirectoryFilter Filter(int depth)
    {
        if (depth == DirectoryFilter.MostDepth)
            throw Wrong("parentheses are nested too deep");
        Take('(', "an opening parenthesis is missing");
        DirectoryFilter filter = Peek() switch
        {
            '&' => new DirectoryFilter.And(List(depth)),
            '|' => new DirectoryFilter.Or(List(depth)),
            '!' => Negation(depth),
            _ => Item(),
        };
        Take(')', "a closing parenthesis is missing");
        return filter;
    }

    private List<DirectoryFilter> List(int depth)
    {
        _at++;
        var parts = new List<DirectoryFilter>();
        while (Peek() == '(')
            parts.Add(Filter(depth + 1));
        return parts;
    }

    private DirectoryFilter.Not Negation(int depth)
    {
        _at++;
        return new DirectoryFilter.Not(Filter(depth + 1));
    }

    private DirectoryFilter Item()
    {
        var attribute = Word();
        switch (Peek())
        {
            case ':':
                return Extensible(attribute);
            case '=' when attribute.Length > 0:
                _at++;
                return Equality(attribute);
            case '>' or '<' or '~' when attribute.Length > 0:
                return Ordering(attribute);
            default:
                throw Wrong(attribute.Length == 0 ? "the name of an attribute is missing" : $"`=`, `>=`, `<=`, `~=` or `:=` is missing after `{attribute}`");
        }
    }

    private DirectoryFilter.Compare Ordering(string attribute)
    {
        var how = text[_at++] switch
        {
            '>' => DirectoryFilter.Comparison.AtLeast,
            '<' => DirectoryFilter.Comparison.AtMost,
            _ => DirectoryFilter.Comparison.Approximate,
        };
        Take('=', "`=` is missing");
        return new DirectoryFilter.Compare(how, attribute, Whole());
    }

    private DirectoryFilter Equality(string attribute)
    {
        var parts = Pieces();
        return parts switch
        {
            [var whole] => new DirectoryFilter.Compare(DirectoryFilter.Comparison.Equal, attribute, whole),
            [{ Length: 0 }, { Length: 0 }] => new DirectoryFilter.Present(attribute),
            _ when parts.Skip(1).SkipLast(1).Any(part => part.Length == 0) => throw Wrong("two `*` follow each other"),
            _ => new DirectoryFilter.Substrings(attribute, parts[0], [.. parts.Skip(1).SkipLast(1)], parts[^1]),
        };
    }

    private DirectoryFilter.Extensible Extensible(string attribute)
    {
        var (rule, ofName) = ((string?)null, false);
        while (Peek() == ':' && Peek(1) != '=')
        {
            _at++;
            var word = Word();
            if (word == "dn" && !ofName && rule is null)
                ofName = true;
            else if (word.Length > 0 && rule is null)
                rule = word;
            else
                throw Wrong("the name of a matching rule is expected");
        }

        Take(':', "`:=` is missing");
        Take('=', "`:=` is missing");
        if (attribute.Length == 0 && rule is null)
            throw Wrong("neither an attribute nor a matching rule is named");
        return new DirectoryFilter.Extensible(attribute.Length == 0 ? null : attribute, rule, ofName, Whole());
    }

    /// <summary>Name of an attribute with its options, or number of a rule.</summary>
    private string Word()
    {
        var start = _at;
        while (Peek() is { } c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ';' or '_'))
            _at++;
        return text[start.._at];
    }

    private byte[] Whole() => Pieces() is [var whole] ? whole : throw Wrong("`*` stands for anything only after `=`");

    /// <summary>The value, split at each <c>*</c>.</summary>
    private List<byte[]> Pieces()
    {
        var (pieces, piece) = (new List<byte[]>(), new List<byte>());
        while (Peek() is { } c && c != ')')
        {
            if (c is '(' or '\0')
                throw Wrong("this character is written `\\28` or `\\00` in a value");
            if (c == '*')
            {
                pieces.Add([.. piece]);
                piece.Clear();
                _at++;
            }
            else if (c == '\\')
                piece.Add(Escaped());
            else
                Plain(piece);
        }

        pieces.Add([.. piece]);
        return pieces;
    }

    private byte Escaped()
    {
        if (_at + 2 >= text.Length || !char.IsAsciiHexDigit(text[_at + 1]) || !char.IsAsciiHexDigit(text[_at + 2]))
            throw Wrong("two hexadecimal digits are missing after `\\`");
        var octet = Convert.FromHexString(text.AsSpan(_at + 1, 2))[0];
        _at += 3;
        return octet;
    }

    private void Plain(List<byte> piece)
    {
        var length = char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length && char.IsLowSurrogate(text[_at + 1]) ? 2 : 1;
        if (length == 1 && char.IsSurrogate(text[_at]))
            throw Wrong("this is half a character");
        piece.AddRange(Encoding.UTF8.GetBytes(text, _at, length));
        _at += length;
    }

    private char? Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : null;

    private void Take(char expected, string otherwise)
    {
        if (Peek() != expected)
            throw Wrong(otherwise);
        _at++;
    }

    private FormatException Wrong(string what) => new($"{what} (character {_at + 1})");
}
