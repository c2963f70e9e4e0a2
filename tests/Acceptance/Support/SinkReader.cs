using System.Text;

namespace Acceptance.Support;

/// <summary>Reads lines and data of one connection octet by octet from a buffer of its own.</summary>
internal sealed class SinkReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _end;

    public async Task<string?> LineAsync()
    {
        var line = new List<byte>();
        while (true)
        {
            if (_at == _end && !await FillAsync())
                return null;
            var octet = _buffer[_at++];
            if (octet == '\n' && line is [.., (byte)'\r'])
                return Encoding.Latin1.GetString([.. line[..^1]]);
            line.Add(octet);
        }
    }

    /// <summary>Everything up to CRLF.CRLF, without dot-stuffing; null if the connection ends before.</summary>
    public async Task<byte[]?> DataAsync(bool countOnly, Action<int> count)
    {
        var content = new MemoryStream();
        var last = (byte)0;
        var line = new List<byte>(1024);
        while (true)
        {
            if (_at == _end && !await FillAsync())
                return null;
            var octet = _buffer[_at++];
            line.Add(octet);
            if (octet == '\n' && last == '\r')
            {
                if (line is [(byte)'.', (byte)'\r', (byte)'\n'])
                    return content.ToArray();
                var skip = line[0] == (byte)'.' ? 1 : 0;
                count(line.Count - skip);
                if (!countOnly)
                    content.Write([.. line[skip..]]);
                line.Clear();
            }

            last = octet;
        }
    }

    private async Task<bool> FillAsync()
    {
        _at = 0;
        _end = await stream.ReadAsync(_buffer);
        return _end > 0;
    }
}
