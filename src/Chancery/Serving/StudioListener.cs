using System.Net;
using Chancery.Host.Cli;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Chancery.Host.Serving;

/// <summary>Where the studio's pages and the health probes listen.</summary>
internal static class StudioListener
{
    public static void Listen(KestrelServerOptions kestrel, Uri address)
    {
        if (IsLocalhost(address))
            kestrel.ListenLocalhost(address.Port);
        else if (address.Host is "*" or "+" or "0.0.0.0")
            kestrel.ListenAnyIP(address.Port);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port);
        else
            throw new UsageException($"the studio cannot listen on \"{address.Host}\"", "use localhost or an IP address of this machine");
    }

    public static bool IsLoopback(Uri address) =>
        IsLocalhost(address) || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Host names a browser may call us by: on a loopback address only its own, against DNS rebinding.</summary>
    public static IList<string> AllowedHosts(Uri address) => IsLoopback(address) ? ["localhost", "127.0.0.1", "[::1]"] : ["*"];

    private static bool IsLocalhost(Uri address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
