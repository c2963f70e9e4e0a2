using System.Text;

namespace Chancery.Mail.Headers;

/// <summary>
/// The header section of a message exactly as it stands (RFC 5322 section 2.2): lines end with CRLF or LF, nothing is repaired.
/// Keeps the octets of the section, at most the limit.
/// </summary>
public sealed class RawHeaderBlock
{
    private readonly byte[] _octets;

    internal RawHeaderBlock(byte[] octets, IReadOnlyList<RawField> fields, long bodyOffset, long messageLength, HeaderFault faults)
    {
        _octets = octets;
        Fields = fields;
        BodyOffset = bodyOffset;
        MessageLength = messageLength;
        Faults = faults;
    }

    /// <summary>In the order of the message; together with the empty line they cover every octet before <see cref="BodyOffset"/>.</summary>
    public IReadOnlyList<RawField> Fields { get; }

    /// <summary>Where the body starts: after the empty line; the end of the message if there is none.</summary>
    public long BodyOffset { get; }

    /// <summary>Octets of the whole message.</summary>
    public long MessageLength { get; }

    public HeaderFault Faults { get; }

    public bool OverLimit => Faults.HasFlag(HeaderFault.OverLimit);

    /// <summary>The line end of the first line, for lines that are added: CRLF unless the message has bare LF.</summary>
    public string NewLine
    {
        get
        {
            var lf = Array.IndexOf(_octets, (byte)'\n');
            return lf == 0 || (lf > 0 && _octets[lf - 1] != '\r') ? "\n" : "\r\n";
        }
    }

    /// <summary>Reads from the start of the stream. Never fails for what the message contains.</summary>
    /// <param name="message">Seekable; its position afterwards is undefined.</param>
    /// <param name="limitBytes">Octets of the section that are read at most.</param>
    /// <exception cref="IOException">The stream failed.</exception>
    public static RawHeaderBlock Read(Stream message, int limitBytes)
    {
        message.Position = 0;
        return new HeaderScanner(message, limitBytes).Scan();
    }

    public IEnumerable<RawField> Named(string name) => Fields.Where(field => field.Is(name));

    /// <summary>The octets of a field, name and line ends included.</summary>
    public ReadOnlySpan<byte> Octets(RawField field) => _octets.AsSpan((int)field.Offset, field.Length);

    /// <summary>The unfolded value, not decoded (RFC 5322 section 2.2.3): UTF-8 where it is that, else Latin-1. The whole line for garbage.</summary>
    public string Text(RawField field)
    {
        var octets = Octets(field);
        var value = field.Name.Length == 0 ? octets : octets[(octets.IndexOf((byte)':') + 1)..];
        return Unfold(Decode(value)).Trim(' ', '\t', '\r', '\n');
    }

    /// <summary>The unfolded values of every field with the name, in the order of the message.</summary>
    public IEnumerable<string> Texts(string name) => Named(name).Select(Text);

    private static string Decode(ReadOnlySpan<byte> octets) =>
        System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);

    private static string Unfold(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
            ? text.Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            : text;
}
