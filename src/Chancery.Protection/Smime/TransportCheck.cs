using System.Text;

namespace Chancery.Protection.Smime;

/// <summary>Looks over octets block by block for what a mail server might change on the way.</summary>
internal sealed class TransportCheck
{
    private const int LongestLine = 998;

    /// <summary>Octets of the line that the last block ended in, its CR not counted.</summary>
    private int _line;
    private bool _lastWasCr;

    public bool IsSafe { get; private set; } = true;

    public void Add(ReadOnlySpan<byte> block)
    {
        if (IsSafe && !block.IsEmpty)
            IsSafe = Ascii.IsValid(block) && !block.Contains((byte)0) && HasGoodLines(block);
    }

    private bool HasGoodLines(ReadOnlySpan<byte> block)
    {
        if (_lastWasCr)
        {
            if (block[0] != '\n')
                return false;
            (_lastWasCr, _line) = (false, 0);
            block = block[1..];
        }

        int end;
        while ((end = block.IndexOfAny((byte)'\r', (byte)'\n')) >= 0)
        {
            if (block[end] == '\n' || _line + end > LongestLine)
                return false;
            if (end + 1 == block.Length)
            {
                _lastWasCr = true;
                return true;
            }

            if (block[end + 1] != '\n')
                return false;
            _line = 0;
            block = block[(end + 2)..];
        }

        _line += block.Length;
        return _line <= LongestLine;
    }
}
