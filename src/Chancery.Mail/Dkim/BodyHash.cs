using System.Security.Cryptography;

namespace Chancery.Mail.Dkim;

/// <summary>How header or body are brought into one form before hashing (RFC 6376 section 3.4).</summary>
public enum Canonical { Simple, Relaxed }

/// <summary>SHA-256 of a body in canonical form (RFC 6376 sections 3.4.3 and 3.4.4), block by block in flat memory.</summary>
public sealed class BodyHash(Canonical form, long? limit = null) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _out = new byte[32 * 1024];
    private int _filled;
    private long _room = limit ?? long.MaxValue;
    private long _emptyLines;
    private bool _lineHasText;
    private bool _space;
    private bool _cr;

    /// <summary>Octets hashed so far, of those in canonical form.</summary>
    public long Length { get; private set; }

    public void Add(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
            Take(octet);
    }

    public byte[] Finish()
    {
        if (_cr)
            Text((byte)'\r');
        _cr = false;
        if (_lineHasText || (form == Canonical.Simple && Length == 0 && _filled == 0))
            EndOfLine(last: true);
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Take(byte octet)
    {
        if (_cr)
        {
            _cr = false;
            if (octet == (byte)'\n')
            {
                EndOfLine(last: false);
                return;
            }

            Text((byte)'\r');
        }

        if (octet == (byte)'\r')
            _cr = true;
        else if (form == Canonical.Relaxed && octet is (byte)' ' or (byte)'\t')
            _space = true;
        else
            Text(octet);
    }

    private void Text(byte octet)
    {
        for (; _emptyLines > 0; _emptyLines--)
        {
            Put((byte)'\r');
            Put((byte)'\n');
        }

        if (_space)
            Put((byte)' ');
        (_space, _lineHasText) = (false, true);
        Put(octet);
    }

    /// <summary>Empty lines count only once text follows them.</summary>
    private void EndOfLine(bool last)
    {
        _space = false;
        if (!_lineHasText && !last)
        {
            _emptyLines++;
            return;
        }

        _lineHasText = false;
        Put((byte)'\r');
        Put((byte)'\n');
    }

    private void Put(byte octet)
    {
        if (_room == 0)
            return;
        _room--;
        Length++;
        _out[_filled++] = octet;
        if (_filled == _out.Length)
            Flush();
    }

    private void Flush()
    {
        _hash.AppendData(_out, 0, _filled);
        _filled = 0;
    }
}
