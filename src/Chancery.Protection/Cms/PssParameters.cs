using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Chancery.Protection.Cms;

/// <summary>RSASSA-PSS-params (RFC 4055 section 3.1).</summary>
/// <param name="Hash">Null if unknown, or if the mask uses another one.</param>
/// <param name="SaltLength">Octets.</param>
internal sealed record PssParameters(HashAlgorithmName? Hash, int SaltLength)
{
    /// <summary>Null if they cannot be read. Absent ones stand for SHA-1.</summary>
    public static PssParameters? Read(byte[]? encoded)
    {
        if (encoded is null)
            return null;
        var (hash, mask, salt) = (Oids.Sha1, Oids.Sha1, 20);
        var sequence = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        while (sequence.HasData)
        {
            var tag = sequence.PeekTag();
            var field = sequence.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, tag.TagValue, isConstructed: true));
            switch (tag.TagValue)
            {
                case 0:
                    hash = Algorithm.Read(field).Oid;
                    break;
                case 1:
                    mask = MaskOf(Algorithm.Read(field));
                    break;
                case 2 when field.TryReadInt32(out var length):
                    salt = length;
                    break;
                case 3:
                    break;
                default:
                    return null;
            }
        }

        return new PssParameters(hash == mask ? DigestSet.NameOf(hash) : null, salt);
    }

    /// <summary>The hash of MGF1; empty for another function.</summary>
    internal static string MaskOf(Algorithm mask) =>
        mask is { Oid: Oids.Mgf1, Parameters: { } parameters } ? Algorithm.Read(new AsnReader(parameters, AsnEncodingRules.BER)).Oid : "";
}
