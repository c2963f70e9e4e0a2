namespace Chancery.Studio.Model;

/// <summary>A mail as it arrived at the demo's next hop.</summary>
/// <param name="Headers">The header section as text, CRLF line ends.</param>
/// <param name="Size">Octets.</param>
public sealed record DeliveredCopy(string Id, DateTimeOffset ArrivedAt, string From, IReadOnlyList<string> To, long Size, string Headers);
