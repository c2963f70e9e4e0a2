using System.Net;

namespace Chancery.Engine.Settings;

/// <summary>A list of networks in CIDR notation. Two lists are equal when they say the same.</summary>
public sealed class Networks : IEquatable<Networks>
{
    private readonly IPNetwork[] _networks;

    private Networks(IPNetwork[] networks) => _networks = networks;

    public static Networks None { get; } = new([]);

    public bool IsEmpty => _networks.Length == 0;

    /// <exception cref="FormatException">One of them is neither an address nor a network; see <see cref="TryRead"/>.</exception>
    public static Networks Of(params IEnumerable<string> texts) =>
        new([.. texts.Select(text => TryRead(text) ?? throw new FormatException($"\"{text}\" is no network"))]);

    public static Networks Of(IEnumerable<IPNetwork> networks) => new([.. networks]);

    /// <summary><c>192.0.2.0/24</c>, <c>2001:db8::/32</c>, or one address; null for anything else, and for host bits that are set.</summary>
    public static IPNetwork? TryRead(string text)
    {
        if (IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal))
            return new IPNetwork(Plain(address), Plain(address).GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }

    public bool Contain(IPAddress? address) => address is not null && _networks.Any(network => network.Contains(Plain(address)));

    public bool Equals(Networks? other) => other is not null && _networks.SequenceEqual(other._networks);

    public override bool Equals(object? obj) => Equals(obj as Networks);

    public override int GetHashCode() => _networks.Length == 0 ? 0 : _networks[0].GetHashCode();

    public override string ToString() => string.Join(", ", _networks);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
