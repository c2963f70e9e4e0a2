using Chancery.Engine.Ports;
using Chancery.Mail.Inspection;
using Chancery.Protection.Smime.Opening;

namespace Chancery.Engine.Inspect.Cryptography;

/// <summary>Opens the cryptography of messages, each at most once.</summary>
public sealed class MessageOpener(SmimeOpener smime, IBlobStore blobs)
{
    /// <summary>Null if there is nothing of S/MIME at the message's root.</summary>
    public async Task<CryptoView?> ViewAsync(OpenedMessage opened, CancellationToken cancel)
    {
        if (!IsSmime(opened.Mail))
            return null;
        return opened.View ??= await OpenAsync(opened, cancel);
    }

    public static bool IsSmime(InspectedMail mail) =>
        mail.Crypto.Signed == CryptoKind.Smime || mail.Crypto.Encrypted == CryptoKind.Smime
        || mail.Root?.MimeType is "application/pkcs7-mime" or "application/x-pkcs7-mime";

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
