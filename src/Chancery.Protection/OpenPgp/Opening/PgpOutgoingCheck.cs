using System.Security.Cryptography;
using Chancery.Protection.Cms;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.Smime.Opening;
using MimeKit.IO;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>
/// The last look at what is about to leave, by the reader and not by the writer: is it encrypted, to exactly these recipients, in
/// the form that was chosen; is it signed by this key, and does the signature fit.
/// </summary>
public static class PgpOutgoingCheck
{
    private const int LargestKeyPacket = 16 * 1024;

    /// <param name="message">A finished copy; seekable; left open.</param>
    /// <returns>What is not as it must be; null if all is. Fit for records.</returns>
    public static string? Of(Stream message, IReadOnlyList<PgpRecipient> recipients, PgpSigner? signer, PgpProfile profile, CancellationToken cancel)
    {
        try
        {
            message.Position = 0;
            var head = EntityHead.Read(message);
            if (head.Header.Named("Bcc").Any())
                return "it names hidden recipients";
            return recipients.Count > 0 ? Encrypted(message, head, recipients, profile) : signer is not null ? Signed(message, head, signer, cancel) : null;
        }
        catch (Exception unreadable) when (unreadable is PgpException or CmsException or CryptographicException)
        {
            return "it cannot be read again";
        }
    }

    private static string? Encrypted(Stream message, EntityHead head, IReadOnlyList<PgpRecipient> recipients, PgpProfile profile)
    {
        if (head.MimeType != "multipart/encrypted")
            return "it is not encrypted";
        var (reader, keys) = (new PacketReader(PgpParts.Encrypted(message, head), new PacketBudget()), new List<EncryptedKey>());
        PacketBody? packet;
        while ((packet = reader.Next()) is { Tag: PacketTag.EncryptedKey })
            keys.Add(EncryptedKey.Read(packet.ReadAll(LargestKeyPacket)));
        if (packet is not { Tag: PacketTag.IntegrityProtected })
            return "it is not encrypted";
        var (version, isNew) = (packet.ReadByte(), profile.UsesAead(recipients));
        if (version != (isNew ? 2 : 1))
            return "it is encrypted in another form than decided";
        if (isNew && packet.ReadByte() != profile.CipherFor(recipients))
            return "it is encrypted with another cipher than decided";
        if (keys.Count != recipients.Count)
            return "it is encrypted to more or fewer than its recipients";
        return recipients.All(recipient => keys.Any(key => key.Names(recipient.Key))) ? null : "it is encrypted to somebody else";
    }

    private static string? Signed(Stream message, EntityHead head, PgpSigner signer, CancellationToken cancel)
    {
        if (head.MimeType != "multipart/signed")
            return "it is not signed";
        var (parts, signatures) = PgpParts.Signed(message, head);
        using (signatures)
        {
            CanonicalLines.Read(new BoundStream(message, parts.ContentOffset, parts.ContentOffset + parts.ContentLength, leaveOpen: true), signatures.Append, cancel);
            return signatures.Entries is [({ Type: SignatureType.Binary } signature, { } hash)] && signature.Verifies(signer.Key.Public, hash) ? null : "its signature does not fit";
        }
    }
}
