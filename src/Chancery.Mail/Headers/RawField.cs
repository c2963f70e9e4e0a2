namespace Chancery.Mail.Headers;

/// <summary>One field of a header section where it stands, folded lines and line ends included.</summary>
/// <param name="Name">As written, without colon; empty for a line that is no field (garbage, an mbox <c>From </c> line).</param>
/// <param name="Offset">Octets from the start of the message.</param>
/// <param name="Length">Octets, the last line end included.</param>
public sealed record RawField(string Name, long Offset, int Length)
{
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
