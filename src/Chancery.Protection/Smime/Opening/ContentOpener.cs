using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime.Opening;

/// <summary>Opens one layer.</summary>
internal sealed class ContentOpener(DecryptionKeys keys, SignerJudge judge, CipherBinding binding, long maxBytes, IScratchSpace scratch, List<IScratch> kept)
{
    private const int Chunk = 32 * 1024;

    public async Task<SmimeLayer> ClearSignedAsync(Piece piece, Stream entity, EntityHead head, CancellationToken cancel)
    {
        var (parts, signed) = ClearSignature.Read(entity, head);
        using var digests = ClearSignature.Hash(entity, parts, signed, cancel);
        return new SmimeLayer.Signed(piece.Range(parts.ContentOffset, parts.ContentLength), await JudgeAsync(signed, digests, cancel), null, Micalgs(signed));
    }

    /// <returns>No layer where it could not be decrypted.</returns>
    public async Task<(SmimeLayer? Layer, OpeningEnd End)> CmsAsync(Stream entity, EntityHead head, CancellationToken cancel)
    {
        await using var body = head.OpenBody(entity);
        var reader = new BerReader(body);
        reader.Enter(0x30);
        switch (new AsnReader(reader.ReadElement(128, "content type"), AsnEncodingRules.BER).ReadObjectIdentifier())
        {
            case Oids.SignedData:
                return (await OpaqueAsync(new SignedDataReader(reader), cancel), OpeningEnd.Complete);
            case Oids.EnvelopedData when DiffersFrom(head, "enveloped-data"):
            case Oids.AuthEnvelopedData when DiffersFrom(head, "authenveloped-data"):
                return (null, OpeningEnd.NotDecrypted);
            case Oids.EnvelopedData:
                return await DecryptAsync(new EnvelopedDataReader(reader, authenticated: false), entity, head, cancel);
            case Oids.AuthEnvelopedData:
                return await DecryptAsync(new EnvelopedDataReader(reader, authenticated: true), entity, head, cancel);
            case Oids.CompressedData:
                await using (var content = CompressedDataReader.Open(reader))
                    return (new SmimeLayer.Compressed(await KeepAsync(output => CopyAsync(content, output, null, cancel), cancel)), OpeningEnd.Complete);
            default:
                throw new CmsException("a content type that is not known");
        }
    }

    /// <summary>A label that says another kind of encryption than the content is of: somebody plays with it.</summary>
    private static bool DiffersFrom(EntityHead head, string type) =>
        head.Type.Parameters["smime-type"]?.ToLowerInvariant() is ("enveloped-data" or "authenveloped-data") and var said && said != type;

    private async Task<SmimeLayer> OpaqueAsync(SignedDataReader signed, CancellationToken cancel)
    {
        using var digests = new DigestSet(signed.DigestOids);
        var content = signed.HasContent
            ? await KeepAsync(output => CopyAsync(signed.OpenContent(), output, digests, cancel), cancel)
            : await KeepAsync(_ => Task.CompletedTask, cancel);
        signed.ReadRest();
        if (signed.Signers.Count > 0 && !signed.HasContent)
            throw new CmsException("a signature without its content");
        return new SmimeLayer.Signed(content, await JudgeAsync(signed, digests, cancel), signed.Detached, Micalgs(signed));
    }

    private async Task<List<SignerFinding>> JudgeAsync(SignedDataReader signed, DigestSet digests, CancellationToken cancel)
    {
        var findings = new List<SignerFinding>();
        foreach (var signer in signed.Signers)
            findings.Add(await judge.JudgeAsync(SignatureCheck.Of(signer, signed.Certificates, digests, signed.ContentType), signed.Certificates, cancel));
        return findings;
    }

    private static List<string> Micalgs(SignedDataReader signed) =>
        [.. signed.DigestOids.Select(oid => DigestSet.NameOf(oid)?.Name?.ToLowerInvariant().Replace("sha", "sha-", StringComparison.Ordinal)).OfType<string>().Distinct()];

    private async Task<(SmimeLayer? Layer, OpeningEnd End)> DecryptAsync(EnvelopedDataReader envelope, Stream entity, EntityHead head, CancellationToken cancel)
    {
        if (envelope.Cipher == ContentCipher.TripleDesCbc)
            return (null, OpeningEnd.NotDecrypted);
        var candidates = await keys.ForAsync(envelope.Keys, cancel);
        if (candidates.Count == 0)
            return (null, OpeningEnd.NoKey);
        try
        {
            var (key, good) = Choose(candidates, envelope.Cipher);
            try
            {
                var content = await DecryptAsync(envelope, key, good, entity, head, cancel);
                return content is null
                    ? (null, OpeningEnd.NotDecrypted)
                    : (new SmimeLayer.Encrypted(content, envelope.Cipher, envelope.Cipher.IsAuthenticated), OpeningEnd.Complete);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }
        finally
        {
            foreach (var (_, own) in candidates)
                own.Dispose();
        }
    }

    /// <summary>The first key that opens; a random one if none does, so that the way through the content is the same.</summary>
    private (byte[] Key, bool Good) Choose(List<(SealedKey Sealed, LentKey Own)> candidates, ContentCipher cipher)
    {
        foreach (var (encrypted, own) in candidates)
        {
            var key = ContentKeyOpening.Open(encrypted, own.Key, cipher.KeyBits, out var good);
            if (good && binding.Allows(encrypted, cipher))
                return (key, true);
        }

        return (RandomNumberGenerator.GetBytes(cipher.KeyBits / 8), false);
    }

    /// <summary>Null for every kind of failure alike; what was written until then is thrown away.</summary>
    private async Task<Piece?> DecryptAsync(EnvelopedDataReader envelope, byte[] key, bool good, Stream entity, EntityHead head, CancellationToken cancel)
    {
        try
        {
            var (content, attributes) = await PassAsync(envelope, key, [], cancel);
            // Attributes stand behind the content, but the tag covers them first: they need a second pass.
            if (attributes.Length > 0)
                (content, _) = await PassAsync(Again(entity, head), key, attributes, cancel);
            return good ? content : null;
        }
        catch (Exception failure) when (failure is CmsException or AsnContentException or CryptographicException or DecryptionFailedException)
        {
            return null;
        }
    }

    private static EnvelopedDataReader Again(Stream entity, EntityHead head)
    {
        var reader = new BerReader(head.OpenBody(entity));
        reader.Enter(0x30);
        reader.ReadElement(128, "content type");
        return new EnvelopedDataReader(reader, authenticated: true);
    }

    /// <returns>The content if its integrity is proven; the attributes the tag covers besides.</returns>
    private async Task<(Piece? Content, byte[] Attributes)> PassAsync(EnvelopedDataReader envelope, byte[] key, byte[] authenticated, CancellationToken cancel)
    {
        byte[] found = [];
        try
        {
            var content = await KeepAsync(
                async output =>
                {
                    using var cipher = ContentDecryption.Start(envelope.Cipher, envelope.Algorithm.Parameters, key, authenticated);
                    await DecryptAsync(cipher, envelope.OpenContent(), output, cancel);
                    var (tag, attributes) = envelope.ReadRest();
                    found = attributes;
                    var rest = new byte[ContentDecryption.Slack];
                    var length = cipher.Finish(tag, rest);
                    if (length < 0)
                        throw new DecryptionFailedException();
                    await output.WriteAsync(rest.AsMemory(0, length), cancel);
                },
                cancel);
            return (content, found);
        }
        catch (DecryptionFailedException) when (found.Length > 0 && authenticated.Length == 0)
        {
            return (null, found);
        }
    }

    private async Task DecryptAsync(ContentDecryption cipher, Stream content, Stream output, CancellationToken cancel)
    {
        var (input, clear, total) = (new byte[Chunk], new byte[Chunk + ContentDecryption.Slack], 0L);
        int read;
        while ((read = content.ReadAtLeast(input, Chunk, throwOnEndOfStream: false)) > 0)
        {
            if ((total += read) > maxBytes)
                throw new CmsException("opens to more than may be");
            await output.WriteAsync(clear.AsMemory(0, cipher.Update(input, read, clear)), cancel);
        }
    }

    private async Task CopyAsync(Stream content, Stream output, DigestSet? digests, CancellationToken cancel)
    {
        var (buffer, total) = (new byte[Chunk], 0L);
        int read;
        while ((read = content.Read(buffer, 0, Chunk)) > 0)
        {
            if ((total += read) > maxBytes)
                throw new CmsException("opens to more than may be");
            digests?.Append(buffer.AsSpan(0, read));
            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private async Task<Piece> KeepAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        var content = await scratch.KeepAsync(write, cancel);
        kept.Add(content);
        return Piece.Of(content);
    }

    /// <summary>Padding, tag or key: nobody shall know which.</summary>
    private sealed class DecryptionFailedException : Exception;
}
