namespace Chancery.Protection.Smime;

/// <summary>Looks over octets block by block for what a mail server might change on the way.</summary>
internal sealed class TransportCheck
{
    private const int LongestLine = 998;

    private int _line;
    private bool _lastWasCr;

    public bool IsSafe { get; private set; } = true;

    public void Add(ReadOnlySpan<byte> block)
    {
        foreach (var octet in block)
        {
            if (octet is >= 0x80 or 0 || (octet == '\n') != _lastWasCr && (octet == '\n' || _lastWasCr) || _line > LongestLine)
                IsSafe = false;
            _lastWasCr = octet == '\r';
            _line = octet is (byte)'\n' or (byte)'\r' ? 0 : _line + 1;
        }
    }
}
