using System.Formats.Asn1;

namespace Chancery.Protection.Cms;

/// <summary>
/// EnvelopedData (RFC 5652 section 6) and AuthEnvelopedData (RFC 5083) from a stream: first whom it is for, then the content. A
/// cipher that does not belong to the content type is refused: a key for the one must never be tried with the other.
/// </summary>
internal sealed class EnvelopedDataReader
{
    private const int MaxRecipientInfos = 8 * 1024 * 1024;
    private const int MaxAttributes = 64 * 1024;

    private readonly BerReader _reader;
    private readonly bool _authenticated;

    /// <param name="reader">After the object identifier of the ContentInfo.</param>
    public EnvelopedDataReader(BerReader reader, bool authenticated)
    {
        (_reader, _authenticated) = (reader, authenticated);
        reader.Enter(0xA0);
        reader.Enter(0x30);
        reader.ReadElement(16, "version");
        if (reader.PeekTag() == 0xA0)
            reader.ReadElement(MaxRecipientInfos, "originator");
        Keys = RecipientInfoReader.Read(reader.ReadElement(MaxRecipientInfos, "recipients"));
        reader.Enter(0x30);
        ContentType = new AsnReader(reader.ReadElement(128, "content type"), AsnEncodingRules.BER).ReadObjectIdentifier();
        Algorithm = Algorithm.Read(new AsnReader(reader.ReadElement(1024, "content cipher"), AsnEncodingRules.BER));
        Cipher = ContentCipher.Of(Algorithm.Oid) is { } cipher && cipher.IsAuthenticated == authenticated
            ? cipher
            : throw new CmsException("a content cipher that is not accepted");
    }

    public IReadOnlyList<SealedKey> Keys { get; }

    public string ContentType { get; }

    public ContentCipher Cipher { get; }

    public Algorithm Algorithm { get; }

    public Stream OpenContent() => _reader.OpenOctets(0x80);

    /// <returns>The tag, and what else it covers: authenticated attributes as SET OF, empty for none.</returns>
    public (byte[]? Tag, byte[] Attributes) ReadRest()
    {
        _reader.Leave();
        byte[] attributes = [];
        byte[]? tag = null;
        if (_authenticated)
        {
            if (_reader.PeekTag() == 0xA1)
                attributes = [0x31, .. _reader.ReadElement(MaxAttributes, "attributes").AsSpan(1)];
            tag = new AsnReader(_reader.ReadElement(64, "tag"), AsnEncodingRules.BER).ReadOctetString();
        }

        while (_reader.HasMore())
            _reader.ReadElement(MaxAttributes, "attributes");
        _reader.Leave();
        _reader.Leave();
        return (tag, attributes);
    }
}
