using Chancery.Engine.Ports;
using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;
using Chancery.Protection.OpenPgp.Opening;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Cryptography;

/// <summary>Opens the cryptography of messages, each at most once.</summary>
public sealed class MessageOpener(SmimeOpener smime, IBlobStore blobs)
{
    /// <summary>Null if there is nothing of S/MIME or OpenPGP at the message's root.</summary>
    public async Task<CryptoView?> ViewAsync(OpenedMessage opened, CancellationToken cancel)
    {
        if (!IsAny(opened.Mail))
            return null;
        return opened.View ??= await OpenAsync(opened, cancel);
    }

    public static bool IsAny(InspectedMail mail) =>
        mail.Crypto.Signed is not null || mail.Crypto.Encrypted is not null
        || mail.Root?.MimeType is "application/pkcs7-mime" or "application/x-pkcs7-mime" or "multipart/encrypted" || IsInline(mail);

    /// <summary>What it contains is seen only when it is opened.</summary>
    public static bool IsClosed(InspectedMail mail) => (mail.AttachmentsUnknown is not null && IsAny(mail)) || IsInline(mail);

    private static bool IsInline(InspectedMail mail)
    {
        if (mail.Root is not { Kind: PartKind.Leaf, MimeType: "text/plain" } root)
            return false;
        using var text = mail.OpenDecoded(root);
        return InlinePgp.IsIn(text);
    }

    private async Task<CryptoView> OpenAsync(OpenedMessage opened, CancellationToken cancel)
    {
        var scratch = new BlobScratch(blobs, opened.Message.Tenant);
        var layers = await smime.OpenAsync(opened.Message.Tenant, opened.Original, opened.Mail.From, scratch, cancel);
        try
        {
            // A content that is a range of the original is seen in the original already.
            var inner = layers is { End: OpeningEnd.Complete, Kept.Count: > 0, Innermost: { } innermost }
                ? MailInspector.Inspect(await innermost.OpenAsync(cancel), opened.Mail.UsedLimits)
                : null;
            return new CryptoView(layers, inner);
        }
        catch
        {
            await layers.DisposeAsync();
            throw;
        }
    }
}
