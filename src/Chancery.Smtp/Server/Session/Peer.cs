using System.Net;

namespace Chancery.Smtp.Server.Session;

/// <summary>Who is at the other end: the client that connected, or the one it speaks for.</summary>
/// <param name="Local">Address that was reached.</param>
/// <param name="MayForward">The connection comes from a peer that may speak for others.</param>
internal sealed record Peer(IPEndPoint? Local, IPEndPoint? Remote, bool MayForward)
{
    /// <summary><c>127.0.0.1:2525</c></summary>
    public string LocalText => Local is null ? "unknown" : Plain(Local).ToString();

    /// <summary>IP address without port.</summary>
    public string RemoteText => Remote is null ? "unknown" : Plain(Remote).Address.ToString();

    public IPAddress? Address => Remote is null ? null : Plain(Remote).Address;

    private static IPEndPoint Plain(IPEndPoint point) => point.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(point.Address.MapToIPv4(), point.Port) : point;
}
