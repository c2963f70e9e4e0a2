using System.Security.Cryptography;
using System.Text;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.OpenPgp.Sealing;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Protection.OpenPgp.Making;

/// <summary>One entity around another, as RFC 3156 forms them.</summary>
internal static class PgpLayers
{
    private const string SignatureHead = "Content-Type: application/pgp-signature; name=\"signature.asc\"\r\nContent-Description: OpenPGP digital signature\r\n"
        + "Content-Disposition: attachment; filename=\"signature.asc\"\r\n\r\n";

    /// <summary>multipart/signed (section 5). The signed entity ends before the CRLF that belongs to the boundary.</summary>
    public static WriteEntity ClearSigned(WriteEntity entity, PgpJob job) => async (output, cancel) =>
    {
        using var making = MakingOf(job);
        await TextAsync(
            output,
            $"Content-Type: multipart/signed; protocol=\"application/pgp-signature\";\r\n micalg={PgpHashes.Micalg(making.HashId)}; boundary=\"{job.Boundary}\"\r\n\r\n"
            + $"This is an OpenPGP/MIME signed message (RFC 3156)\r\n--{job.Boundary}\r\n", cancel);
        await entity(new HashingStream(output, making.Hash), cancel);
        await TextAsync(
            output,
            $"\r\n--{job.Boundary}\r\n{SignatureHead}", cancel);
        await Armor.WriteAsync(Armor.Signature, async packets => await packets.WriteAsync(making.Packet(), cancel), output, job.Signer!.Key.Public.Version == 4, cancel);
        await TextAsync(output, $"\r\n--{job.Boundary}--\r\n", cancel);
    };

    /// <summary>multipart/encrypted (section 4), with the signature inside the same packets (section 6.2).</summary>
    public static WriteEntity Encrypted(WriteEntity entity, PgpJob job) => async (output, cancel) =>
    {
        await TextAsync(
            output,
            $"Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n boundary=\"{job.Boundary}\"\r\n\r\n"
            + $"This is an OpenPGP/MIME encrypted message (RFC 3156)\r\n--{job.Boundary}\r\n"
            + "Content-Type: application/pgp-encrypted\r\nContent-Description: PGP/MIME version identification\r\n\r\nVersion: 1\r\n\r\n"
            + $"--{job.Boundary}\r\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\r\nContent-Description: OpenPGP encrypted message\r\n"
            + "Content-Disposition: inline; filename=\"encrypted.asc\"\r\n\r\n", cancel);
        await Armor.WriteAsync(Armor.Message, packets => PacketsAsync(entity, job, packets, cancel), output, !job.Profile.UsesAead(job.Recipients), cancel);
        await TextAsync(output, $"\r\n--{job.Boundary}--\r\n", cancel);
    };

    /// <summary>A signature that stood within the encryption, beside its content: content fields and body of a message.</summary>
    public static async Task WriteSignedAsync(Piece content, byte[] signatures, IReadOnlyList<string> micalgs, string boundary, Stream output, CancellationToken cancel)
    {
        await TextAsync(output, $"Content-Type: multipart/signed; protocol=\"application/pgp-signature\";\r\n micalg={(micalgs.Count > 0 ? micalgs[0] : "pgp-sha256")}; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n", cancel);
        await using (var entity = await content.OpenAsync(cancel))
            await entity.CopyToAsync(output, cancel);
        await TextAsync(output, $"\r\n--{boundary}\r\n{SignatureHead}", cancel);
        await Armor.WriteAsync(Armor.Signature, async packets => await packets.WriteAsync(signatures, cancel), output, checksum: true, cancel);
        await TextAsync(output, $"\r\n--{boundary}--\r\n", cancel);
    }

    private static async Task PacketsAsync(WriteEntity entity, PgpJob job, Stream output, CancellationToken cancel)
    {
        var (isNew, cipher) = (job.Profile.UsesAead(job.Recipients), job.Profile.CipherFor(job.Recipients));
        var key = RandomNumberGenerator.GetBytes(PgpCiphers.KeyLengthOf(cipher)!.Value);
        try
        {
            foreach (var recipient in job.Recipients)
                await output.WriteAsync(SessionKeyWrapping.Packet(recipient.Key, key, cipher, isNew), cancel);
            await using SealedStream content = isNew ? await AeadStream.OpenAsync(output, key, cipher, cancel) : await CheckedStream.OpenAsync(output, key, cancel);
            using var making = job.Signer is null ? null : MakingOf(job);
            if (making is not null)
                await content.WriteAsync(making.OnePass, cancel);
            var literal = new PartialBody(content, PacketTag.Literal);
            // Binary, without a name and a date: both stand outside the signature and say nothing.
            await literal.WriteAsync(new byte[] { (byte)'b', 0, 0, 0, 0, 0 }, cancel);
            await entity(making is null ? literal : new HashingStream(literal, making.Hash), cancel);
            await literal.CompleteAsync(cancel);
            if (making is not null)
                await content.WriteAsync(making.Packet(), cancel);
            await content.CompleteAsync(cancel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static SignatureMaking MakingOf(PgpJob job) => new(job.Signer!.Key, job.Profile.HashFor(job.Signer.Key.Public), job.SigningTime);

    private static ValueTask TextAsync(Stream output, string text, CancellationToken cancel) => output.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
}
