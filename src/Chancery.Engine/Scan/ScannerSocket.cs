using System.Net.Sockets;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Scan;

internal static class ScannerSocket
{
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<NetworkStream> ConnectAsync(ScannerAddress address, CancellationToken cancel)
    {
        var socket = address.Path is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (address.Path is { } path)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            else
                await socket.ConnectAsync(address.Host, address.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
