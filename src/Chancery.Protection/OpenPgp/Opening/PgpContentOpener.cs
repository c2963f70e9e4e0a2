using System.Security.Cryptography;
using System.Text;
using Chancery.Mail.Inspection;
using Chancery.Protection.Cms;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.OpenPgp.Sealing;
using Chancery.Protection.Smime.Opening;
using MimeKit.IO;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>
/// Opens one layer of OpenPGP: PGP/MIME (RFC 3156), or a block in a plain text. Everything that is decrypted lies sealed until its
/// integrity is proven; only then is it looked at.
/// </summary>
internal sealed class PgpContentOpener(PgpDecryptionKeys keys, PgpSignerJudge judge, long maxBytes, IScratchSpace scratch, List<IScratch> kept)
{
    private const int MostKeys = 200;
    private const int LargestKeyPacket = 16 * 1024;
    private const string TextHead = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

    /// <returns>An encrypted layer with the signature that came within it; nothing where it could not be decrypted.</returns>
    public Task<(IReadOnlyList<SmimeLayer> Layers, OpeningEnd End)> OpenAsync(LayerKind kind, Piece piece, Stream entity, EntityHead head, CancellationToken cancel) => kind switch
    {
        LayerKind.PgpSigned => SignedAsync(piece, entity, head, cancel),
        LayerKind.PgpEncrypted => EncryptedAsync(PgpParts.Encrypted(entity, head), [], false, cancel),
        _ => InlineAsync(InlineText.Read(PgpParts.Body(entity, head)), head, cancel),
    };

    private async Task<(IReadOnlyList<SmimeLayer>, OpeningEnd)> SignedAsync(Piece piece, Stream entity, EntityHead head, CancellationToken cancel)
    {
        var (parts, signatures) = PgpParts.Signed(entity, head);
        using (signatures)
        {
            CanonicalLines.Read(new BoundStream(entity, parts.ContentOffset, parts.ContentOffset + parts.ContentLength, leaveOpen: true), signatures.Append, cancel);
            return ([new SmimeLayer.Signed(piece.Range(parts.ContentOffset, parts.ContentLength), await judge.JudgeAsync(signatures, cancel), null, []) { Kind = CryptoKind.Pgp }], OpeningEnd.Complete);
        }
    }

    private async Task<(IReadOnlyList<SmimeLayer>, OpeningEnd)> InlineAsync(InlineText inline, EntityHead head, CancellationToken cancel)
    {
        if (inline.Clear is not { } clear)
            return await EncryptedAsync(Armor.Open(new MemoryStream(inline.Armor)), Encoding.ASCII.GetBytes(TextHead), inline.IsPartial, cancel);
        using var signatures = SignatureSet.Read(Armor.Open(new MemoryStream(inline.Armor)));
        signatures.Append(clear);
        var type = head.Header.Texts("Content-Type").FirstOrDefault() is { } said ? $"Content-Type: {said}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" : TextHead;
        var content = await scratch.KeepAsync(output => output.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(type), .. clear, .. "\r\n"u8], cancel).AsTask(), cancel);
        kept.Add(content);
        return ([new SmimeLayer.Signed(Piece.Of(content), await judge.JudgeAsync(signatures, cancel), null, []) { Kind = CryptoKind.Pgp, IsPartial = inline.IsPartial }], OpeningEnd.Complete);
    }

    private async Task<(IReadOnlyList<SmimeLayer>, OpeningEnd)> EncryptedAsync(Stream packets, byte[] head, bool isPartial, CancellationToken cancel)
    {
        var (reader, named) = (new PacketReader(packets, new PacketBudget()), new List<EncryptedKey>());
        PacketBody? packet;
        while ((packet = reader.Next()) is { Tag: PacketTag.EncryptedKey or PacketTag.PasswordKey or PacketTag.Marker or PacketTag.Padding })
            Add(packet, named);
        // Without integrity, or by a draft that did not become the standard: the same as what cannot be decrypted.
        if (packet is { Tag: PacketTag.Encrypted or PacketTag.AeadEncrypted })
            return ([], packet.Tag == PacketTag.Encrypted ? OpeningEnd.Unauthenticated : OpeningEnd.NotDecrypted);
        if (packet is not { Tag: PacketTag.IntegrityProtected })
            throw new PgpException("nothing encrypted is in it");
        var data = ProtectedData.Start(packet);
        var own = await keys.ForAsync([.. named.Where(key => key.IsNew == data.IsNew)], cancel);
        if (own.Count == 0)
            return ([], OpeningEnd.NoKey);
        var (session, cipher, good) = Choose(own, data);
        try
        {
            return await DecryptAsync(data, session, cipher, good, head, isPartial, cancel) is { } layers ? (layers, OpeningEnd.Complete) : ([], OpeningEnd.NotDecrypted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(session);
        }
    }

    private static void Add(PacketBody packet, List<EncryptedKey> named)
    {
        if (packet.Tag != PacketTag.EncryptedKey)
            return;
        if (named.Count == MostKeys)
            throw new PgpException("more recipients than may be");
        try
        {
            named.Add(EncryptedKey.Read(packet.ReadAll(LargestKeyPacket)));
        }
        catch (PgpException)
        {
            // It is for somebody else, whose programs know it.
        }
    }

    /// <summary>The first key that opens; a random one if none does, so that the way through the content is the same.</summary>
    private static (byte[] Session, int Cipher, bool Good) Choose(List<(EncryptedKey Sealed, PgpSecretKey Own)> candidates, ProtectedData data)
    {
        foreach (var (sealedKey, own) in candidates)
        {
            if (SessionKeyOpening.Open(sealedKey, own) is not { } session)
                continue;
            var cipher = data.IsNew ? data.Cipher : session.Cipher ?? 0;
            if (PgpCiphers.KeyLengthOf(cipher) == session.Key.Length)
                return (session.Key, cipher, true);
        }

        var stand = data.IsNew ? data.Cipher : PgpCiphers.Aes256;
        return (RandomNumberGenerator.GetBytes(PgpCiphers.KeyLengthOf(stand)!.Value), stand, false);
    }

    /// <summary>Null for every kind of failure alike; what was written until then is thrown away.</summary>
    private async Task<IReadOnlyList<SmimeLayer>?> DecryptAsync(ProtectedData data, byte[] session, int cipher, bool good, byte[] head, bool isPartial, CancellationToken cancel)
    {
        IScratch packets;
        try
        {
            packets = await scratch.KeepAsync(output => data.OpenAsync(session, cipher, output, maxBytes, cancel), cancel);
        }
        catch (Exception failure) when (failure is PgpException or CryptographicException or CmsException)
        {
            return null;
        }

        await using (packets)
        {
            if (!good)
                return null;
            await using var proven = await packets.OpenAsync(cancel);
            var (content, signatures) = await new PgpDocument(maxBytes, scratch).ReadAsync(proven, head, cancel);
            kept.Add(content);
            var name = ContentCipher.OfPgp($"aes-{PgpCiphers.KeyLengthOf(cipher) * 8}-{data.ModeName}", session.Length * 8);
            var encrypted = new SmimeLayer.Encrypted(Piece.Of(content), name, IsAuthenticated: true) { Kind = CryptoKind.Pgp, IsPartial = isPartial };
            if (signatures is null)
                return [encrypted];
            using (signatures)
                return [encrypted, await SignedWithinAsync(content, signatures, head.Length, isPartial, cancel)];
        }
    }

    private async Task<SmimeLayer> SignedWithinAsync(IScratch content, SignatureSet signatures, int headLength, bool isPartial, CancellationToken cancel)
    {
        await using (var document = await content.OpenAsync(cancel))
            signatures.HashDocument(new BoundStream(document, headLength, document.Length, leaveOpen: true), cancel);
        var packets = signatures.Entries.SelectMany(entry => PacketWriting.Packet(PacketTag.Signature, entry.Signature.Encoded)).ToArray();
        return new SmimeLayer.Signed(Piece.Of(content), await judge.JudgeAsync(signatures, cancel), headLength == 0 ? packets : null, [.. signatures.Entries.Select(entry => PgpHashes.Micalg(entry.Signature.Hash)).Distinct()])
        {
            Kind = CryptoKind.Pgp,
            IsPartial = isPartial,
        };
    }
}
