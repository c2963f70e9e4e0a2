using System.Buffers;

namespace Chancery.Mail.Structure;

/// <summary>
/// How the lines of a base64 body lie, noted while they pass (RFC 2045 section 6.8). Where all but the last are equally long, any place of the decoded
/// content can be found without decoding what is before it, and its size is known.
/// </summary>
internal sealed class Base64Layout
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private long _characters;
    private int _column;
    private int _padding;
    private bool _carriageReturn;
    private bool _short;
    private bool _irregular;

    /// <summary>Characters of each line but the last; a multiple of four.</summary>
    public int Line { get; private set; }

    /// <summary>Octets of a line end: 1 or 2.</summary>
    public int LineEnd { get; private set; }

    /// <summary>False if a decoder has to go through the body from its start.</summary>
    public bool IsRegular => !_irregular && (_characters + _padding) % 4 == 0 && _padding <= 2 && !_carriageReturn;

    /// <summary>Octets, decoded; only where <see cref="IsRegular"/>.</summary>
    public long DecodedSize => (_characters + _padding) / 4 * 3 - _padding;

    public void Note(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty && !_irregular)
        {
            var end = octets.IndexOf((byte)'\n');
            var line = end < 0 ? octets : octets[..end];
            NoteLine(line, end >= 0);
            octets = end < 0 ? [] : octets[(end + 1)..];
        }
    }

    private void NoteLine(ReadOnlySpan<byte> piece, bool ends)
    {
        if (_carriageReturn && !piece.IsEmpty)
        {
            _irregular = true;
            return;
        }
        var lineEnd = 1;
        if (_carriageReturn || piece.EndsWith("\r"u8))
        {
            lineEnd = 2;
            if (!_carriageReturn) piece = piece[..^1];
            _carriageReturn = !ends;
        }
        NoteCharacters(piece);
        if (ends) EndLine(lineEnd);
    }

    private void NoteCharacters(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return;
        if (_short || (_column > 0 && _padding > 0)) _irregular = true;
        var padding = piece.Length - piece.TrimEnd((byte)'=').Length;
        if (piece[..^padding].ContainsAnyExcept(Alphabet)) _irregular = true;
        _column += piece.Length;
        _characters += piece.Length - padding;
        _padding += padding;
        if (Line > 0 && _column > Line) _irregular = true;
    }

    /// <summary>The first line is the measure; a shorter one or one with padding is the last.</summary>
    private void EndLine(int lineEnd)
    {
        if (_column == 0) _short = true;
        else if (Line == 0)
        {
            (Line, LineEnd) = (_column, lineEnd);
            if (Line % 4 != 0) _short = true;
        }
        else if (_column < Line) _short = true;
        if (LineEnd > 0 && _column > 0 && !_short && lineEnd != LineEnd) _irregular = true;
        if (_padding > 0) _short = true;
        _column = 0;
        _carriageReturn = false;
    }
}
