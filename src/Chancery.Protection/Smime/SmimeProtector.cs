using System.Security.Cryptography;
using System.Text;
using Chancery.Mail.Copies;
using Chancery.Protection.Cms;

namespace Chancery.Protection.Smime;

/// <summary>
/// Makes S/MIME 4.0 messages (RFC 8551) as a stream: multipart/signed, enveloped-data, or the one inside the other. Memory does
/// not grow with the message. After an exception nothing of the output may be used.
/// </summary>
public static class SmimeProtector
{
    /// <exception cref="ProtectionException">The message cannot be protected; the text is fit for records.</exception>
    public static async Task WriteAsync(SmimeJob job, Stream output, CancellationToken cancel)
    {
        if (job.Signer is null && job.Recipients.Count == 0)
            throw new ProtectionException("nothing to do: neither signer nor recipients");
        try
        {
            var parts = MessageParts.Of(job.Message);
            await output.WriteAsync(parts.Outer, cancel);
            await TextAsync(output, "MIME-Version: 1.0\r\n", cancel);
            if (job.Recipients.Count == 0)
                await SignAsync(job, parts, output, cancel);
            else
                await EnvelopeAsync(job, parts, output, cancel);
        }
        catch (CryptographicException failure)
        {
            throw new ProtectionException("cryptography failed", failure);
        }
    }

    private static async Task EnvelopeAsync(SmimeJob job, MessageParts parts, Stream output, CancellationToken cancel)
    {
        await TextAsync(
            output,
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data;\r\n name=\"smime.p7m\"\r\n"
            + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n", cancel);
        await using var lines = new Base64Lines(output);
        await using var enveloped = await EnvelopedStream.OpenAsync(lines, job.Recipients, cancel);
        if (job.Signer is null)
            await parts.CopyEntityAsync(enveloped, cancel);
        else
            await SignAsync(job, parts, enveloped, cancel);
        await enveloped.CompleteAsync(cancel);
        await lines.CompleteAsync(cancel);
    }

    /// <summary>The signed entity ends before the CRLF that belongs to the boundary (RFC 1847 section 2.1).</summary>
    private static async Task SignAsync(SmimeJob job, MessageParts parts, Stream output, CancellationToken cancel)
    {
        var digest = Digest.For(job.Signer!);
        await TextAsync(
            output,
            $"Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg={digest.Micalg}; boundary=\"{job.Boundary}\"\r\n\r\n"
            + $"This is an S/MIME signed message\r\n\r\n--{job.Boundary}\r\n", cancel);
        using var hash = IncrementalHash.CreateHash(digest.Name);
        await WriteEntityAsync(job, parts, new HashingStream(output, hash), cancel);
        var signature = DetachedSignature.Create(job.Signer!, digest, hash.GetHashAndReset(), job.SigningTime);
        await TextAsync(
            output,
            $"\r\n--{job.Boundary}\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n", cancel);
        await using var lines = new Base64Lines(output);
        await lines.WriteAsync(signature, cancel);
        await lines.CompleteAsync(cancel);
        await TextAsync(output, $"\r\n--{job.Boundary}--\r\n", cancel);
    }

    /// <summary>What is safe for every server is signed octet by octet as it came; the rest is encoded anew first.</summary>
    private static async Task WriteEntityAsync(SmimeJob job, MessageParts parts, Stream output, CancellationToken cancel)
    {
        if (await parts.IsTransportSafeAsync(cancel))
            await parts.CopyEntityAsync(output, cancel);
        else
            await Reencoder.WriteAsync(EntityOf(job.Message, parts), output, cancel);
    }

    private static Stream EntityOf(Stream message, MessageParts parts) =>
        new MessageView([new ViewSegment.Literal(parts.InnerHeader), new ViewSegment.Range(parts.BodyOffset, message.Length - parts.BodyOffset)])
            .Open(message);

    private static ValueTask TextAsync(Stream output, string text, CancellationToken cancel) => output.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
}
