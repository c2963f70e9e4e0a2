using System.Security.Cryptography;
using Chancery.Mail.Copies;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.Smime;

namespace Chancery.Protection.OpenPgp;

/// <summary>
/// Makes PGP/MIME messages (RFC 3156, RFC 9580) as a stream: signed, encrypted, or both in one. Memory does not grow with the
/// message. After an exception nothing of the output may be used.
/// </summary>
public static class PgpProtector
{
    /// <exception cref="ProtectionException">The message cannot be protected; the text is fit for records.</exception>
    public static async Task WriteAsync(PgpJob job, Stream output, CancellationToken cancel)
    {
        if (job.Signer is null && job.Recipients.Count == 0)
            throw new ProtectionException("nothing to do: neither signer nor recipients");
        try
        {
            var parts = MessageParts.Of(job.Message, ProtectionOf(job));
            await output.WriteAsync(parts.Outer, cancel);
            await output.WriteAsync("MIME-Version: 1.0\r\n"u8.ToArray(), cancel);
            WriteEntity entity = (inner, stop) => WriteEntityAsync(job, parts, inner, stop);
            await (job.Recipients.Count > 0 ? PgpLayers.Encrypted(entity, job) : PgpLayers.ClearSigned(entity, job))(output, cancel);
        }
        catch (CryptographicException failure)
        {
            throw new ProtectionException("cryptography failed", failure);
        }
    }

    private static string? ProtectionOf(PgpJob job) =>
        !job.Profile.HeaderProtection || job.Signer is null ? null : job.Recipients.Count > 0 ? "cipher" : "clear";

    /// <summary>What is only signed must survive every server (RFC 3156 section 3); what is encrypted no server sees.</summary>
    private static async Task WriteEntityAsync(PgpJob job, MessageParts parts, Stream output, CancellationToken cancel)
    {
        if (job.Recipients.Count > 0 || await parts.IsTransportSafeAsync(cancel))
            await parts.CopyEntityAsync(output, cancel);
        else
            await Reencoder.WriteAsync(EntityOf(job.Message, parts), output, cancel);
    }

    private static Stream EntityOf(Stream message, MessageParts parts) =>
        new MessageView([new ViewSegment.Literal(parts.InnerHeader), new ViewSegment.Range(parts.BodyOffset, message.Length - parts.BodyOffset)])
            .Open(message);
}
