using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>What a certificate says its owner's programs can read (RFC 4262).</summary>
internal static class StatedCapabilities
{
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        var stated = certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Oids.SmimeCapabilities);
        if (stated is null)
            return [];
        try
        {
            var (oids, list) = (new List<string>(), new AsnReader(stated.RawData, AsnEncodingRules.DER).ReadSequence());
            while (list.HasData)
                oids.Add(list.ReadSequence().ReadObjectIdentifier());
            return oids;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
