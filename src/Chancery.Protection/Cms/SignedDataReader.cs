using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Chancery.Protection.Cms;

/// <summary>
/// SignedData (RFC 5652 section 5) from a stream, in the order of its encoding: first the hashes, then the content, at last
/// certificates and signers. The content is never held.
/// </summary>
internal sealed class SignedDataReader
{
    private const int MaxPart = 4 * 1024 * 1024;
    private const int MaxCertificate = 64 * 1024;
    private const int MaxCertificates = 50;
    private const int MaxSigners = 16;

    private readonly BerReader _reader;
    private readonly byte[] _version;
    private readonly byte[] _digests;

    /// <param name="reader">After the object identifier of the ContentInfo.</param>
    public SignedDataReader(BerReader reader)
    {
        _reader = reader;
        reader.Enter(0xA0);
        reader.Enter(0x30);
        _version = reader.ReadElement(16, "version");
        _digests = reader.ReadElement(MaxPart, "digest algorithms");
        DigestOids = ReadDigests(_digests);
        reader.Enter(0x30);
        ContentType = new AsnReader(reader.ReadElement(128, "content type"), AsnEncodingRules.BER).ReadObjectIdentifier();
        HasContent = reader.HasMore();
    }

    public IReadOnlyList<string> DigestOids { get; }

    public string ContentType { get; }

    /// <summary>The content is within; else it stands beside the signature.</summary>
    public bool HasContent { get; }

    public IReadOnlyList<X509Certificate2> Certificates { get; private set; } = [];

    public IReadOnlyList<SignerInfo> Signers { get; private set; } = [];

    /// <summary>The same SignedData without its content, for multipart/signed; present after <see cref="ReadRest"/>.</summary>
    public byte[] Detached { get; private set; } = [];

    /// <summary>To be read to its end before anything else.</summary>
    public Stream OpenContent()
    {
        _reader.Enter(0xA0);
        return _reader.OpenOctets(0x04);
    }

    public void ReadRest()
    {
        if (HasContent)
            _reader.Leave();
        _reader.Leave();
        var parts = new List<byte[]>();
        while (_reader.HasMore() && _reader.PeekTag() != 0x31)
        {
            var part = _reader.ReadElement(MaxPart, "certificates");
            if (part[0] == 0xA0)
                Certificates = ReadCertificates(part);
            parts.Add(part);
        }

        var signers = _reader.ReadElement(MaxPart, "signers");
        Signers = ReadSigners(signers);
        _reader.Leave();
        _reader.Leave();
        Detached = WithoutContent([.. parts, signers]);
    }

    private static List<string> ReadDigests(byte[] encoded)
    {
        var (oids, set) = (new List<string>(), new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true));
        while (set.HasData && oids.Count < MaxSigners)
            oids.Add(Algorithm.Read(set).Oid);
        return oids;
    }

    /// <summary>What cannot be read is nobody's certificate; it is left out.</summary>
    private static List<X509Certificate2> ReadCertificates(byte[] encoded)
    {
        var certificates = new List<X509Certificate2>();
        var set = new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        while (set.HasData)
        {
            if (certificates.Count >= MaxCertificates)
                throw new CmsException("more certificates than may be");
            var certificate = set.ReadEncodedValue();
            if (certificate.Length > MaxCertificate || certificate.Span[0] != 0x30)
                continue;
            try
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(certificate.Span));
            }
            catch (CryptographicException)
            {
                continue;
            }
        }

        return certificates;
    }

    private static List<SignerInfo> ReadSigners(byte[] encoded)
    {
        var (signers, set) = (new List<SignerInfo>(), new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true));
        while (set.HasData)
        {
            if (signers.Count >= MaxSigners)
                throw new CmsException("more signers than may be");
            signers.Add(SignerInfo.Read(set));
        }

        return signers;
    }

    private byte[] WithoutContent(IReadOnlyList<byte[]> rest)
    {
        using var detached = new MemoryStream();
        detached.Write([0x30, 0x80]);
        detached.Write(DerWriting.Encode(der => der.WriteObjectIdentifier(Oids.SignedData)));
        detached.Write([0xA0, 0x80, 0x30, 0x80]);
        detached.Write(_version);
        detached.Write(_digests);
        detached.Write(DerWriting.Encode(der =>
        {
            using (der.PushSequence())
                der.WriteObjectIdentifier(ContentType);
        }));
        foreach (var part in rest)
            detached.Write(part);
        detached.Write(new byte[6]);
        return detached.ToArray();
    }
}
