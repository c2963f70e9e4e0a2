using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chancery.Mail.Spf;

/// <summary>Who hands over a mail, as far as SPF asks.</summary>
/// <param name="Address">An IPv4 address mapped into IPv6 counts as IPv4.</param>
/// <param name="Helo">As said; it may be no name at all.</param>
/// <param name="Sender">The reverse-path; empty for the null sender, where the client itself is judged (RFC 7208 section 2.4).</param>
public sealed record SpfClient(IPAddress Address, string Helo, string Sender)
{
    internal IPAddress Peer { get; } = Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;

    internal string Local => At(Sender) is > 0 and var at ? Sender[..at] : "postmaster";

    /// <summary>The domain that is judged first.</summary>
    internal string Domain => Sender.Length == 0 ? Helo : Sender[(At(Sender) + 1)..];

    /// <summary>For the macro <c>i</c>: dotted numbers, or nibbles with dots.</summary>
    internal string Dotted => Peer.AddressFamily == AddressFamily.InterNetwork
        ? Peer.ToString()
        : string.Join('.', Peer.GetAddressBytes().SelectMany(octet => new[] { octet >> 4, octet & 15 }).Select(nibble => nibble.ToString("x", CultureInfo.InvariantCulture)));

    internal string Reverse => Peer.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6";

    private static int At(string address) => address.LastIndexOf('@');
}
