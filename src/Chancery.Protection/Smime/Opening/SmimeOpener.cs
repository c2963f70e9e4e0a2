using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Mail.Inspection;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Opening;

namespace Chancery.Protection.Smime.Opening;

/// <summary>What bounds the opening of one message.</summary>
/// <param name="MaxBytes">Octets that one layer may open to.</param>
/// <param name="MaxLayers">Layers around each other.</param>
public sealed record OpeningLimits(long MaxBytes = 400_000_000, int MaxLayers = 8);

/// <summary>
/// Opens the S/MIME layers of a message from its root (RFC 8551), and no part elsewhere: what stands beside other parts stays
/// an attachment, so that nothing foreign is ever joined with what was encrypted.
/// </summary>
public sealed class SmimeOpener(KeyRing ring, TimeProvider time, CipherBinding binding, OpeningLimits limits)
{
    /// <param name="message">A complete message; seekable; left open.</param>
    /// <param name="from">Its From addresses, lower case.</param>
    public async Task<OpenedSmime> OpenAsync(TenantId tenant, Stream message, IReadOnlyList<string> from, IScratchSpace scratch, CancellationToken cancel)
    {
        var (layers, kept) = (new List<SmimeLayer>(), new List<IScratch>());
        var judge = new SignerJudge(from, ring, tenant, await ring.TrustAsync(tenant, cancel), time.GetUtcNow());
        var pgp = new PgpContentOpener(new PgpDecryptionKeys(ring.Store, tenant, ring.Pgp.Opened), new PgpSignerJudge(ring.Store, tenant, from, time.GetUtcNow()), limits.MaxBytes, scratch, kept);
        var content = new ContentOpener(new DecryptionKeys(ring, tenant), judge, binding, limits.MaxBytes, scratch, kept);
        try
        {
            return await OpenAsync(Piece.Of(message), content, pgp, layers, kept, cancel);
        }
        catch
        {
            foreach (var piece in kept)
                await piece.DisposeAsync();
            throw;
        }
    }

    private async Task<OpenedSmime> OpenAsync(Piece piece, ContentOpener content, PgpContentOpener pgp, List<SmimeLayer> layers, List<IScratch> kept, CancellationToken cancel)
    {
        var outermost = CryptoKind.Smime;
        while (true)
        {
            await using var entity = await piece.OpenAsync(cancel);
            var isSigned = false;
            try
            {
                var head = EntityHead.Read(entity);
                var kind = LayerKinds.Of(head);
                if (kind == LayerKind.None && layers.Count == 0 && head.MimeType == "text/plain" && InlineText.IsIn(PgpParts.Body(entity, head)))
                    kind = LayerKind.PgpText;
                if (layers.Count == 0 && kind is LayerKind.PgpSigned or LayerKind.PgpEncrypted or LayerKind.PgpText)
                    outermost = CryptoKind.Pgp;
                isSigned = LayerKinds.CallsItselfSigned(head);
                if (kind == LayerKind.None)
                    return new OpenedSmime(layers, OpeningEnd.Complete, null, kept) { Kind = outermost };
                if (layers.Count >= limits.MaxLayers)
                    throw new CmsException("more layers than may be");
                if (kind is LayerKind.PgpSigned or LayerKind.PgpEncrypted or LayerKind.PgpText)
                {
                    var (found, ended) = await pgp.OpenAsync(kind, piece, entity, head, cancel);
                    layers.AddRange(found);
                    if (found.Count == 0)
                        return new OpenedSmime(layers, ended, null, kept) { Kind = outermost };
                    piece = found[^1].Content;
                    continue;
                }

                var (layer, end) = kind == LayerKind.ClearSigned
                    ? (await content.ClearSignedAsync(piece, entity, head, cancel), OpeningEnd.Complete)
                    : await content.CmsAsync(entity, head, cancel);
                if (layer is null)
                    return new OpenedSmime(layers, end, null, kept) { Kind = outermost };
                layers.Add(layer);
                piece = layer.Content;
            }
            catch (Exception unreadable) when (unreadable is CmsException or PgpException or AsnContentException or CryptographicException or InvalidDataException or EndOfStreamException)
            {
                return new OpenedSmime(layers, OpeningEnd.Unreadable, unreadable is CmsException or PgpException ? unreadable.Message : "a structure cannot be read", kept) { IsSignatureUnreadable = isSigned, Kind = outermost };
            }
        }
    }
}
