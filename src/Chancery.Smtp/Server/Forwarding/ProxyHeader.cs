using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Forwarding;

/// <summary>The header of the PROXY protocol, versions 1 and 2 (HAProxy's proxy-protocol.txt): for whom a proxy connects.</summary>
internal static class ProxyHeader
{
    /// <summary>The longest line of version 1, CRLF included.</summary>
    public const int MaxLine = 107;

    /// <summary>Octets of addresses and extras behind the fixed part of version 2 that we read.</summary>
    public const int MaxExtra = 4096;

    private const int Fixed = 16;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>What begins so is meant as a PROXY header.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets) =>
        octets.Length > 0 && ("PROXY "u8.StartsWith(Head(octets, 6)) || Signature.StartsWith(Head(octets, 12)));

    /// <summary>Reads a header from the start of the input.</summary>
    /// <param name="connected">The proxy's own addresses; they stay for a connection it makes for itself (LOCAL, UNKNOWN).</param>
    /// <param name="length">Octets of the header.</param>
    /// <returns>Null when more input is needed.</returns>
    /// <exception cref="FormatException">It is no such header.</exception>
    public static Peer? Read(ReadOnlySequence<byte> input, Peer connected, out int length)
    {
        length = 0;
        var head = input.Slice(0, Math.Min(input.Length, Fixed + MaxExtra)).ToArray();
        if (!Begins(head))
            throw new FormatException("no PROXY header");
        return head[0] == 'P' ? ReadLine(head, connected, out length) : ReadBinary(head, connected, out length);
    }

    private static Peer? ReadLine(byte[] head, Peer connected, out int length)
    {
        length = 0;
        var end = head.AsSpan(0, Math.Min(head.Length, MaxLine)).IndexOf("\r\n"u8);
        if (end < 0)
            return head.Length < MaxLine ? null : throw new FormatException("the PROXY line is too long");
        length = end + 2;
        var words = Encoding.ASCII.GetString(head, 0, end).Split(' ');
        if (words is ["PROXY", "UNKNOWN", ..])
            return connected;
        return words is ["PROXY", "TCP4" or "TCP6", var source, var destination, var sourcePort, var destinationPort]
            ? connected with { Remote = Point(source, sourcePort, words[1] == "TCP6"), Local = Point(destination, destinationPort, words[1] == "TCP6"), MayForward = false }
            : throw new FormatException("the PROXY line has other words than it may");
    }

    private static IPEndPoint Point(string address, string port, bool v6)
    {
        var family = v6 ? System.Net.Sockets.AddressFamily.InterNetworkV6 : System.Net.Sockets.AddressFamily.InterNetwork;
        return IPAddress.TryParse(address, out var ip) && ip.AddressFamily == family && (v6 || address.Count(c => c == '.') == 3)
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(ip, number)
            : throw new FormatException("the PROXY line has no such address");
    }

    private static Peer? ReadBinary(byte[] head, Peer connected, out int length)
    {
        length = 0;
        if (head.Length < Fixed)
            return null;
        var extra = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(14));
        if (head[12] >> 4 != 2 || (head[12] & 15) > 1 || extra > MaxExtra)
            throw new FormatException("not version 2 of the PROXY protocol");
        if (head.Length < Fixed + extra)
            return null;
        length = Fixed + extra;
        var isLocal = (head[12] & 15) == 0;
        return isLocal ? connected : head[13] switch
        {
            0x11 when extra >= 12 => Forwarded(head.AsSpan(Fixed), 4, connected),
            0x21 when extra >= 36 => Forwarded(head.AsSpan(Fixed), 16, connected),
            0x00 => connected,
            _ => throw new FormatException("the PROXY header is not of a TCP connection"),
        };
    }

    private static Peer Forwarded(ReadOnlySpan<byte> addresses, int size, Peer connected)
    {
        var ports = addresses[(2 * size)..];
        return connected with
        {
            Remote = new IPEndPoint(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            Local = new IPEndPoint(new IPAddress(addresses[size..(2 * size)]), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])),
            MayForward = false,
        };
    }

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> octets, int length) => octets[..Math.Min(octets.Length, length)];
}
