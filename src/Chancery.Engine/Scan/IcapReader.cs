using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Engine.Scan;

/// <summary>Reads the answer of an ICAP service. Of a body only its digest is kept.</summary>
internal sealed class IcapReader(Stream stream)
{
    private const int LongestHead = 64 * 1024;
    private const int LongestLine = 8 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The lines up to the first empty one; null where the answer ends before.</summary>
    public async Task<string?> HeadAsync(CancellationToken cancel)
    {
        var head = new StringBuilder();
        while (head.Length <= LongestHead)
        {
            if (await LineAsync(cancel) is not { } line)
                return null;
            if (line.Length == 0)
                return head.ToString();
            head.Append(line).Append('\n');
        }

        return null;
    }

    /// <summary>SHA-256 of a chunked body (RFC 9112 section 7.1); null where it is broken or ends too early.</summary>
    public async Task<byte[]?> BodyAsync(CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            if (await LineAsync(cancel) is not { } line || !int.TryParse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var left) || left < 0)
                return null;
            if (left == 0)
                return hash.GetHashAndReset();
            while (left > 0)
            {
                if (_start == _end && !await FillAsync(cancel))
                    return null;
                var take = Math.Min(left, _end - _start);
                hash.AppendData(_buffer, _start, take);
                (_start, left) = (_start + take, left - take);
            }

            if (await LineAsync(cancel) is not { Length: 0 })
                return null;
        }
    }

    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (line.Length <= LongestLine)
        {
            if (_start == _end && !await FillAsync(cancel))
                return null;
            var found = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var to = found < 0 ? _end : found;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, to - _start));
            _start = found < 0 ? _end : found + 1;
            if (found >= 0)
                return line.ToString().TrimEnd('\r');
        }

        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        try
        {
            (_start, _end) = (0, await stream.ReadAsync(_buffer, cancel));
            return _end > 0;
        }
        catch (IOException broken) when (broken.InnerException is SocketException)
        {
            (_start, _end) = (0, 0);
            return false;
        }
    }
}
