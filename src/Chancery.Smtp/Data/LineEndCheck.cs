namespace Chancery.Smtp.Data;

/// <summary>Looks for a CR or LF alone in a message that is sent as it is (BDAT): the next server could take it for a line end and so for an end of data.</summary>
internal sealed class LineEndCheck
{
    private bool _cr;

    /// <exception cref="BareLineEndException">The message would smuggle.</exception>
    public void Look(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (_cr && octets[0] != (byte)'\n')
                throw new BareLineEndException();
            var at = _cr ? 0 : octets.IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
                return;
            if (octets[at] == (byte)'\n' && !_cr)
                throw new BareLineEndException();
            _cr = octets[at] == (byte)'\r';
            octets = octets[(at + 1)..];
        }
    }

    /// <exception cref="BareLineEndException">The message ends with a CR alone.</exception>
    public void End()
    {
        if (_cr)
            throw new BareLineEndException();
    }
}
