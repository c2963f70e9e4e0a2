using System.Formats.Asn1;

namespace Chancery.Protection.Cms;

/// <summary>The content key, encrypted to one recipient.</summary>
/// <param name="Id">Whose key opens it.</param>
internal abstract record SealedKey(CertificateId Id, Algorithm Algorithm, byte[] Encrypted)
{
    internal sealed record Transported(CertificateId Id, Algorithm Algorithm, byte[] Encrypted) : SealedKey(Id, Algorithm, Encrypted);

    /// <param name="EphemeralPublic">The point, without its encoding.</param>
    /// <param name="UserKeyingMaterial">Null if absent.</param>
    internal sealed record Agreed(CertificateId Id, Algorithm Algorithm, byte[] Encrypted, byte[] EphemeralPublic, byte[]? UserKeyingMaterial)
        : SealedKey(Id, Algorithm, Encrypted);
}

/// <summary>RecipientInfos (RFC 5652 section 6.2). Kinds that no mail uses (passwords, shared keys) are passed over.</summary>
internal static class RecipientInfoReader
{
    private const int MaxRecipients = 10_000;

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1);

    public static IReadOnlyList<SealedKey> Read(byte[] encoded)
    {
        var (keys, set) = (new List<SealedKey>(), new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true));
        while (set.HasData)
        {
            if (keys.Count > MaxRecipients)
                throw new CmsException("more recipients than may be");
            var tag = set.PeekTag();
            if (tag.HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.Sequence)))
                keys.Add(Transported(set.ReadSequence()));
            else if (tag.HasSameClassAndValue(One))
                keys.AddRange(Agreed(set.ReadSequence(One)));
            else
                set.ReadEncodedValue();
        }

        return keys;
    }

    private static SealedKey Transported(AsnReader info)
    {
        info.ReadInteger();
        var id = info.PeekTag().HasSameClassAndValue(Zero) ? new CertificateId(null, null, info.ReadOctetString(Zero)) : CertificateId.IssuerAndSerial(info);
        return new SealedKey.Transported(id, Algorithm.Read(info), info.ReadOctetString());
    }

    private static List<SealedKey> Agreed(AsnReader info)
    {
        info.ReadInteger();
        var originator = info.ReadSequence(Zero);
        // Static-static keys (issuer and serial, or a key identifier) are not used by mail.
        if (!originator.PeekTag().HasSameClassAndValue(One))
            return [];
        var key = originator.ReadSequence(One);
        Algorithm.Read(key);
        var point = key.ReadBitString(out _);
        var material = info.PeekTag().HasSameClassAndValue(One) ? info.ReadSequence(One).ReadOctetString() : null;
        var algorithm = Algorithm.Read(info);
        var (keys, list) = (new List<SealedKey>(), info.ReadSequence());
        while (list.HasData && keys.Count <= MaxRecipients)
        {
            var recipient = list.ReadSequence();
            var id = recipient.PeekTag().HasSameClassAndValue(Zero)
                ? new CertificateId(null, null, recipient.ReadSequence(Zero).ReadOctetString())
                : CertificateId.IssuerAndSerial(recipient);
            keys.Add(new SealedKey.Agreed(id, algorithm, recipient.ReadOctetString(), point, material));
        }

        return keys;
    }
}
