using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Keys;

/// <summary>The mail addresses a certificate is made for (RFC 8550 section 3): rfc822Name of subjectAltName, and emailAddress of the subject.</summary>
internal static class CertificateNames
{
    private const string SubjectAltName = "2.5.29.17";
    private const string EmailAddress = "1.2.840.113549.1.9.1";
    private static readonly Asn1Tag Rfc822Name = new(TagClass.ContextSpecific, 1);

    /// <summary>Lower case. A name with a NUL or another control in it is nobody's: programs disagree where it ends.</summary>
    public static IReadOnlyList<string> AddressesOf(X509Certificate2 certificate)
    {
        var names = new List<string>();
        foreach (var extension in certificate.Extensions.Where(extension => extension.Oid?.Value == SubjectAltName))
            AddAlternative(extension.RawData, names);
        AddSubject(certificate.SubjectName, names);
        return [.. names.Where(name => name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsControl)).Select(name => name.ToLowerInvariant()).Distinct()];
    }

    private static void AddAlternative(byte[] der, List<string> names)
    {
        try
        {
            var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                if (sequence.PeekTag().HasSameClassAndValue(Rfc822Name))
                    names.Add(sequence.ReadCharacterString(UniversalTagNumber.IA5String, Rfc822Name));
                else
                    sequence.ReadEncodedValue();
            }
        }
        catch (AsnContentException)
        {
            // An extension that cannot be read names nobody.
        }
    }

    private static void AddSubject(X500DistinguishedName subject, List<string> names)
    {
        try
        {
            names.AddRange(subject.EnumerateRelativeDistinguishedNames()
                .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == EmailAddress)
                .Select(name => name.GetSingleElementValue())
                .OfType<string>());
        }
        catch (CryptographicException)
        {
            // As above.
        }
    }
}
