using System.Formats.Asn1;

namespace Chancery.Protection.Keys;

/// <summary>Tells the forms of a private key in DER apart by their first two elements.</summary>
internal static class DerKeys
{
    /// <summary>The label the key would have in PEM (RFC 7468, RFC 5915); null if it is no private key.</summary>
    public static string? LabelOf(byte[] der)
    {
        try
        {
            var key = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            var first = key.PeekTag();
            key.ReadEncodedValue();
            var second = key.PeekTag();
            return (first.TagValue, second.TagValue) switch
            {
                ((int)UniversalTagNumber.Integer, (int)UniversalTagNumber.Sequence) => "PRIVATE KEY",
                ((int)UniversalTagNumber.Integer, (int)UniversalTagNumber.Integer) => "RSA PRIVATE KEY",
                ((int)UniversalTagNumber.Integer, (int)UniversalTagNumber.OctetString) => "EC PRIVATE KEY",
                ((int)UniversalTagNumber.Sequence, (int)UniversalTagNumber.OctetString) => "ENCRYPTED PRIVATE KEY",
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
