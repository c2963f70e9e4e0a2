using System.Formats.Asn1;
using System.Security.Cryptography;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

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
        var content = new ContentOpener(new DecryptionKeys(ring, tenant), judge, binding, limits.MaxBytes, scratch, kept);
        try
        {
            return await OpenAsync(Piece.Of(message), content, layers, kept, cancel);
        }
        catch
        {
            foreach (var piece in kept)
                await piece.DisposeAsync();
            throw;
        }
    }

    private async Task<OpenedSmime> OpenAsync(Piece piece, ContentOpener content, List<SmimeLayer> layers, List<IScratch> kept, CancellationToken cancel)
    {
        while (true)
        {
            await using var entity = await piece.OpenAsync(cancel);
            var isSigned = false;
            try
            {
                var head = EntityHead.Read(entity);
                var kind = LayerKinds.Of(head);
                isSigned = LayerKinds.CallsItselfSigned(head);
                if (kind == LayerKind.None)
                    return new OpenedSmime(layers, OpeningEnd.Complete, null, kept);
                if (layers.Count >= limits.MaxLayers)
                    throw new CmsException("more layers than may be");
                var (layer, end) = kind == LayerKind.ClearSigned
                    ? (await content.ClearSignedAsync(piece, entity, head, cancel), OpeningEnd.Complete)
                    : await content.CmsAsync(entity, head, cancel);
                if (layer is null)
                    return new OpenedSmime(layers, end, null, kept);
                layers.Add(layer);
                piece = layer.Content;
            }
            catch (Exception unreadable) when (unreadable is CmsException or AsnContentException or CryptographicException or InvalidDataException)
            {
                return new OpenedSmime(layers, OpeningEnd.Unreadable, unreadable is CmsException ? unreadable.Message : "a structure cannot be read", kept) { IsSignatureUnreadable = isSigned };
            }
        }
    }
}
