using System.Net;
using System.Net.Sockets;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Profiles;

/// <summary>
/// Where a policy may have data sent. Whoever writes a policy must not reach the gateway's own services, its network or the
/// cloud's metadata by it; names are checked again when they are resolved.
/// </summary>
internal static class SinkUrl
{
    private static readonly string[] OwnNames = ["localhost", "metadata.google.internal", "instance-data"];

    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/127", "fc00::/7", "fe80::/10", "ff00::/8", "64:ff9b::/96",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>False, with a finding, for an address that nothing is sent to.</summary>
    public static bool Check(FindingBag findings, Node.Scalar url)
    {
        if (Problem(url.Text) is not var (message, help))
            return true;
        findings.Error("CH4201", url.At, message, help);
        return false;
    }

    private static (string Message, string Help)? Problem(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return ($"`{Without(text)}` is no address of a web service", "write `https://host/path`");
        if (uri.UserInfo.Length > 0)
            return ("the address holds a user name or password", "take it out and write `auth: secretRef(name)`");
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (OwnNames.Any(name => host == name || host.EndsWith("." + name, StringComparison.Ordinal)) || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsClosed(address))
            return ($"`{host}` is the gateway itself, a private network or the metadata of a cloud", "name a host that is reachable from outside, by its name");
        return null;
    }

    private static bool IsClosed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return Closed.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>What stands before an @ may be a password.</summary>
    private static string Without(string text) => text.LastIndexOf('@') is >= 0 and var at ? "…" + text[at..] : text;
}
