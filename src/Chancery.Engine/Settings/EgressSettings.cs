using System.Net;

namespace Chancery.Engine.Settings;

/// <summary>Where outgoing HTTP may go beyond public addresses on the ports 80 and 443.</summary>
public sealed record EgressSettings(IReadOnlyList<EgressRule> Allow)
{
    public static EgressSettings PublicOnly { get; } = new([]);
}

/// <param name="Port">Null: 80 and 443.</param>
public sealed record EgressRule(IPNetwork Network, int? Port);
