using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Smtp.Client.Dane;

/// <summary>A TLSA record (RFC 6698 section 2.1).</summary>
/// <param name="Usage">2: trust anchor, 3: the server's own certificate; others are not used for SMTP (RFC 7672 section 3.1.3).</param>
/// <param name="Selector">0: whole certificate, 1: its public key.</param>
/// <param name="Matching">0: as it is, 1: SHA-256, 2: SHA-512.</param>
/// <param name="Association">Hexadecimal, capitals.</param>
public sealed record TlsaData(byte Usage, byte Selector, byte Matching, string Association)
{
    internal bool IsUsable => this is { Usage: 2 or 3, Selector: 0 or 1, Matching: 0 or 1 or 2, Association.Length: > 0 };

    internal bool Names(X509Certificate2 certificate)
    {
        var octets = Selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var digest = Matching switch
        {
            1 => SHA256.HashData(octets),
            2 => SHA512.HashData(octets),
            _ => octets,
        };
        return Convert.ToHexString(digest).Equals(Association, StringComparison.OrdinalIgnoreCase);
    }
}
