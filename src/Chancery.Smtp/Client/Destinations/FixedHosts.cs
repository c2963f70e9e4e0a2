using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Connections;

namespace Chancery.Smtp.Client.Destinations;

/// <summary>Hosts that the settings name. Their names are the system's to resolve, as those in a hosts file.</summary>
internal static class FixedHosts
{
    public static Destination Of(NextHop hop, TlsDemand demand) =>
        new([.. hop.Hosts.Select(host => new Target(host.Name, host.Port))],
            async (target, cancel) => new Approach(target, await AddressesAsync(target.Host, cancel), demand, hop.Credentials));

    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancel)
    {
        try
        {
            return IPAddress.TryParse(host, out var literal) ? [literal] : await System.Net.Dns.GetHostAddressesAsync(host, cancel);
        }
        catch (SocketException error)
        {
            throw new PeerException(error.SocketErrorCode == SocketError.HostNotFound ? "4.4.4" : "4.4.3", $"no address of {host}: {error.Message}", error);
        }
    }
}
