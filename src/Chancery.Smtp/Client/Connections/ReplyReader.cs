using System.Text;

namespace Chancery.Smtp.Client.Connections;

/// <summary>Reads replies from a server that may be anything. Memory is bounded, and so is what one reply may take.</summary>
internal sealed class ReplyReader(Stream stream)
{
    /// <summary>Octets of one reply before the server is taken for broken.</summary>
    private const int MaxReply = 4 << 20;

    private readonly byte[] _buffer = new byte[8192];
    private readonly StringBuilder _line = new();
    private int _start;
    private int _end;

    /// <summary>Octets were received that no reply was read from yet.</summary>
    public bool HasPending => _start < _end;

    /// <exception cref="PeerException">Closed, malformed or endless.</exception>
    public async ValueTask<PeerReply> ReadAsync(CancellationToken cancel)
    {
        var lines = new List<string>();
        var (code, kept, budget) = (0, 0, MaxReply);
        while (true)
        {
            var line = await ReadLineAsync(budget, cancel);
            budget -= line.Octets + 2;
            var (thisCode, more) = Parse(line.Head);
            if (code != 0 && code != thisCode)
                throw PeerException.Malformed("lines with different codes");
            code = thisCode;
            var text = line.Head.Length > 4 ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line.Head[4..])) : "";
            if (kept < PeerReply.MaxKept)
                lines.Add(text[..Math.Min(text.Length, PeerReply.MaxKept - kept)]);
            kept += text.Length + 1;
            if (!more)
                return new PeerReply(code, lines);
        }
    }

    private static (int Code, bool More) Parse(string line)
    {
        if (line.Length < 3 || !line.AsSpan(0, 3).ContainsOnlyDigits() || line[0] is < '2' or > '5' || (line.Length > 3 && line[3] is not (' ' or '-')))
            throw PeerException.Malformed(Text.Printable.Encode(line, 80));
        return (int.Parse(line.AsSpan(0, 3), provider: null), line.Length > 3 && line[3] == '-');
    }

    /// <summary>One line up to LF; its first octets as Latin-1 and how long it was.</summary>
    private async ValueTask<(string Head, int Octets)> ReadLineAsync(int budget, CancellationToken cancel)
    {
        _line.Clear();
        var octets = 0;
        while (true)
        {
            if (_start == _end)
                await FillAsync(cancel);
            var end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var stop = end < 0 ? _end : end;
            octets += stop - _start;
            if (octets > budget)
                throw PeerException.Malformed("reply without end");
            if (_line.Length < PeerReply.MaxKept + 8)
                _line.Append(Encoding.Latin1.GetString(_buffer, _start, stop - _start));
            _start = end < 0 ? _end : end + 1;
            if (end >= 0)
                return (_line.ToString().TrimEnd('\r'), octets);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancel)
    {
        _start = 0;
        _end = 0;
        var count = await stream.ReadAsync(_buffer, cancel);
        if (count == 0)
            throw PeerException.Lost();
        _end = count;
    }
}

file static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
