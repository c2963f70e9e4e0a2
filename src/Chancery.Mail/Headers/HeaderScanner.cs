using System.Text;

namespace Chancery.Mail.Headers;

/// <summary>Splits a header section into fields, line by line.</summary>
internal sealed class HeaderScanner(Stream message, int limitBytes)
{
    private const int Chunk = 16 * 1024;

    private readonly List<RawField> _fields = [];
    private byte[] _octets = [];
    private int _filled;
    private HeaderFault _faults;

    public RawHeaderBlock Scan()
    {
        var body = FindBody();
        var end = (int)(body ?? _filled);
        if (body is null)
            _faults |= message.Length > _filled ? HeaderFault.OverLimit : HeaderFault.NoBody;
        return new RawHeaderBlock(_octets[..end], _fields, end, message.Length, _faults);
    }

    /// <summary>Where the body starts; null if the octets ended first.</summary>
    private int? FindBody()
    {
        var lineStart = 0;
        while (true)
        {
            var length = LineLength(lineStart);
            if (length == 0) return null;
            var line = _octets.AsSpan(lineStart, length);
            if (IsEmptyLine(line)) return lineStart + length;
            NoteFaults(line);
            Take(line, lineStart);
            lineStart += length;
        }
    }

    /// <summary>Octets of the line at an offset, line end included; 0 at the end. The last line may lack its line end.</summary>
    private int LineLength(int start)
    {
        var searched = start;
        while (true)
        {
            var lf = _octets.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (lf >= 0) return searched + lf + 1 - start;
            searched = _filled;
            if (!Fill()) return _filled - start;
        }
    }

    private bool Fill()
    {
        var want = Math.Min(Chunk, limitBytes - _filled);
        if (want <= 0) return false;
        if (_octets.Length < _filled + want) Array.Resize(ref _octets, Math.Max(_filled + want, _octets.Length * 2));
        var read = message.Read(_octets, _filled, want);
        _filled += read;
        return read > 0;
    }

    private static bool IsEmptyLine(ReadOnlySpan<byte> line) => line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];

    private void Take(ReadOnlySpan<byte> line, int offset)
    {
        if (line[0] is (byte)' ' or (byte)'\t' && _fields.Count > 0)
        {
            if (line.Trim(" \t\r\n"u8).IsEmpty) _faults |= HeaderFault.BlankContinuation;
            var last = _fields[^1];
            _fields[^1] = last with { Length = last.Length + line.Length };
            return;
        }
        var name = NameOf(line);
        if (name.Length == 0) _faults |= IsMboxLine(line, offset) ? HeaderFault.MboxFromLine : HeaderFault.GarbageLine;
        _fields.Add(new RawField(name, offset, line.Length));
    }

    private string NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return "";
        var name = line[..colon].TrimEnd(" \t"u8);
        if (name.IsEmpty || name.IndexOfAnyExceptInRange((byte)33, (byte)126) >= 0) return "";
        if (name.Length < colon) _faults |= HeaderFault.SpaceBeforeColon;
        return Encoding.ASCII.GetString(name);
    }

    private static bool IsMboxLine(ReadOnlySpan<byte> line, int offset) =>
        offset == 0 && (line.StartsWith("From "u8) || line.StartsWith(">From "u8));

    private void NoteFaults(ReadOnlySpan<byte> line)
    {
        if (line.Contains((byte)0)) _faults |= HeaderFault.Nul;
        var content = line.EndsWith("\r\n"u8) ? line[..^2] : line;
        if (content.Contains((byte)'\r')) _faults |= HeaderFault.LoneCarriageReturn;
    }
}
