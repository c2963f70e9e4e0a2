using System.Security.Cryptography;
using Chancery.Mail.Copies;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;

namespace Chancery.Protection.Smime;

/// <summary>
/// Makes S/MIME 4.0 messages (RFC 8551) as a stream: signed, enveloped, or the one inside the other. Memory does not grow with
/// the message. After an exception nothing of the output may be used.
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
            var parts = MessageParts.Of(job.Message, ProtectionOf(job));
            await output.WriteAsync(parts.Outer, cancel);
            await output.WriteAsync("MIME-Version: 1.0\r\n"u8.ToArray(), cancel);
            await Layered(job, parts)(output, cancel);
        }
        catch (CryptographicException failure)
        {
            throw new ProtectionException("cryptography failed", failure);
        }
    }

    /// <summary>Encrypted without a signature inside is out of the scope of RFC 9788.</summary>
    private static string? ProtectionOf(SmimeJob job) =>
        !job.Profile.HeaderProtection || job.Signer is null ? null : job.Recipients.Count > 0 ? "cipher" : "clear";

    private static WriteEntity Layered(SmimeJob job, MessageParts parts)
    {
        WriteEntity entity = (output, cancel) => WriteEntityAsync(job, parts, output, cancel);
        if (job.Signer is { } signer)
            entity = job.OpaqueSignature
                ? MimeLayers.OpaqueSigned(entity, SigningOf(signer, job.Profile), job.SigningTime)
                : MimeLayers.ClearSigned(entity, SigningOf(signer, job.Profile), job.SigningTime, job.Boundary);
        if (job.Recipients.Count > 0)
            entity = MimeLayers.Enveloped(entity, job.Recipients, job.Profile.CipherFor(job.Recipients), job.Profile.Transport);
        if (job.OuterSigner is { } outer)
            entity = MimeLayers.ClearSigned(entity, SigningOf(outer, job.Profile), job.SigningTime, job.Boundary + "-outer");
        return entity;
    }

    private static Signing SigningOf(SigningIdentity signer, SmimeProfile profile) => new(signer, Digest.For(signer, profile.Hash), profile.Scheme);

    /// <summary>
    /// What is safe for every server is signed octet by octet as it came; the rest is encoded anew first. Encryption alone changes
    /// nothing: what is within no server sees.
    /// </summary>
    private static async Task WriteEntityAsync(SmimeJob job, MessageParts parts, Stream output, CancellationToken cancel)
    {
        if (job.Signer is null || await parts.IsTransportSafeAsync(cancel))
            await parts.CopyEntityAsync(output, cancel);
        else
            await Reencoder.WriteAsync(EntityOf(job.Message, parts), output, cancel);
    }

    private static Stream EntityOf(Stream message, MessageParts parts) =>
        new MessageView([new ViewSegment.Literal(parts.InnerHeader), new ViewSegment.Range(parts.BodyOffset, message.Length - parts.BodyOffset)])
            .Open(message);
}
