using System.Net;
using System.Net.Sockets;

namespace Chancery.Smtp.Server.Throttling;

/// <summary>What counts as one client: an IPv4 address, or the /64 that an IPv6 host can choose its addresses from.</summary>
internal static class ClientKey
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
            return address.ToString();
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets) + "/64";
    }
}
