using Chancery.Mail.Headers;
using MimeKit;

namespace Chancery.Mail.Copies;

/// <summary>
/// A copy for a server that takes no octets above 127 (RFC 6152 section 3): parts are encoded anew as quoted-printable or base64.
/// What somebody has signed or encrypted is never touched.
/// </summary>
public static class SevenBit
{
    private const int Block = 64 * 1024;

    private static readonly string[] Sealed =
    [
        "multipart/signed", "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7-signature",
        "application/x-pkcs7-signature", "application/pgp-encrypted", "application/pgp-signature",
    ];

    private static readonly string[] SignatureFields = ["DKIM-Signature", "ARC-Message-Signature", "ARC-Seal"];

    /// <param name="copy">Its position afterwards is undefined.</param>
    public static async Task<bool> IsAsync(Stream copy, CancellationToken cancel)
    {
        copy.Position = 0;
        var buffer = new byte[Block];
        while (await copy.ReadAsync(buffer, cancel) is > 0 and var count)
            if (buffer.AsSpan(0, count).ContainsAnyExceptInRange((byte)0, (byte)127))
                return false;
        return true;
    }

    /// <summary>False, with nothing or half a message written, where that cannot be done without breaking a signature, or not at all.</summary>
    /// <param name="copy">Seekable; CRLF line ends.</param>
    public static async Task<bool> TryWriteAsync(Stream copy, Stream target, ConversionBounds bounds, CancellationToken cancel)
    {
        var header = RawHeaderBlock.Read(copy, bounds.HeaderBytes);
        if (header.OverLimit || SignatureFields.Any(name => header.Named(name).Any()))
            return false;
        copy.Position = 0;
        using var message = await LoadAsync(copy, bounds, cancel);
        if (message is null || (message.Body is { } body && HoldsSealed(body)))
            return false;
        message.Prepare(EncodingConstraint.SevenBit);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.MaxLineLength = 998;
        await message.WriteToAsync(format, target, cancel);
        return true;
    }

    private static async Task<MimeMessage?> LoadAsync(Stream copy, ConversionBounds bounds, CancellationToken cancel)
    {
        try
        {
            var options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = bounds.Depth;
            return await new MimeParser(options, copy, MimeFormat.Entity, persistent: true).ParseMessageAsync(cancel);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool HoldsSealed(MimeEntity entity) =>
        Sealed.Contains(entity.ContentType.MimeType, StringComparer.OrdinalIgnoreCase) || entity switch
        {
            Multipart multipart => multipart.Any(HoldsSealed),
            MessagePart { Message: { } inner } => SignatureFields.Any(inner.Headers.Contains) || (inner.Body is { } body && HoldsSealed(body)),
            _ => false,
        };
}

/// <param name="HeaderBytes">Octets of the header section at most.</param>
/// <param name="Depth">Parts within parts at most.</param>
public sealed record ConversionBounds(int HeaderBytes, int Depth);
