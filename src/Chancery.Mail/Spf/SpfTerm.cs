using System.Net;

namespace Chancery.Mail.Spf;

internal enum SpfMechanism { All, Include, A, Mx, Ptr, Ip4, Ip6, Exists }

/// <summary>One directive of a record (RFC 7208 section 4.6.1).</summary>
/// <param name="Match">The result if it matches: its qualifier.</param>
/// <param name="Domain">Its domain-spec; null: the domain of the record.</param>
/// <param name="Address">Of ip4 and ip6.</param>
/// <param name="Prefix4">Bits of an IPv4 network.</param>
/// <param name="Prefix6">Bits of an IPv6 network.</param>
internal sealed record SpfTerm(SpfResult Match, SpfMechanism Mechanism, SpfMacro? Domain, IPAddress? Address, int Prefix4, int Prefix6);
