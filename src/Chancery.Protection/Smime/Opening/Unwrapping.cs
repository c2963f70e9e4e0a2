using System.Text;
using Chancery.Mail.Headers;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime.Opening;

/// <summary>How many layers are taken off a message, and how what is within is written.</summary>
/// <param name="Layers">From the outermost in; those within stay.</param>
/// <param name="Neutral">Active content is made plain text, because nobody knows who wrote it.</param>
/// <param name="Boundary">For a signature that is turned from opaque to clear; must occur nowhere else.</param>
public sealed record Unwrapping(int Layers, bool Neutral, string Boundary)
{
    private const int HeaderLimit = 256 * 1024;

    /// <summary>Writes the content fields and the body of what is within, to follow the outer fields of the message.</summary>
    /// <exception cref="ProtectionException">It cannot be written.</exception>
    public async Task WriteAsync(OpenedSmime opened, Stream output, CancellationToken cancel)
    {
        if (Layers < opened.Layers.Count && opened.Layers[Layers] is SmimeLayer.Signed { Detached: { } signature, Signers.Count: > 0 } opaque)
            await WriteClearAsync(opaque, signature, output, cancel);
        else
            await WriteEntityAsync(opened.Layers[Layers - 1].Content, output, cancel);
    }

    private async Task WriteEntityAsync(Piece piece, Stream output, CancellationToken cancel)
    {
        await using var entity = await piece.OpenAsync(cancel);
        if (Neutral)
        {
            await Neutralised.WriteAsync(entity, output, cancel);
            return;
        }

        var header = RawHeaderBlock.Read(entity, HeaderLimit);
        if (header.OverLimit)
            throw new ProtectionException("the header within is over the limit");
        foreach (var field in header.Fields.Where(field => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)))
            await output.WriteAsync(header.Octets(field).ToArray(), cancel);
        await output.WriteAsync("\r\n"u8.ToArray(), cancel);
        entity.Position = Math.Min(header.BodyOffset, header.MessageLength);
        await entity.CopyToAsync(output, cancel);
    }

    /// <summary>The same signature beside its content instead of around it (RFC 8551 section 3.5.3).</summary>
    private async Task WriteClearAsync(SmimeLayer.Signed layer, byte[] signature, Stream output, CancellationToken cancel)
    {
        if (layer.Kind == Mail.Inspection.CryptoKind.Pgp)
        {
            await OpenPgp.Making.PgpLayers.WriteSignedAsync(layer.Content, signature, layer.Micalgs, Boundary, output, cancel);
            return;
        }

        await output.WriteAsync(Encoding.ASCII.GetBytes(
            $"Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=\"{string.Join(',', layer.Micalgs)}\"; boundary=\"{Boundary}\"\r\n\r\n--{Boundary}\r\n"), cancel);
        await using (var entity = await layer.Content.OpenAsync(cancel))
            await entity.CopyToAsync(output, cancel);
        await output.WriteAsync(Encoding.ASCII.GetBytes(
            $"\r\n--{Boundary}\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"), cancel);
        await using (var lines = new Base64Lines(output))
        {
            await lines.WriteAsync(signature, cancel);
            await lines.CompleteAsync(cancel);
        }

        await output.WriteAsync(Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"), cancel);
    }
}
