using System.Buffers;
using System.Security.Cryptography;
using Chancery.Mail.Headers;

namespace Chancery.Protection.Smime;

/// <summary>
/// A message taken apart: the fields that stay outside, in their order and with their bytes, and the MIME entity that moves
/// inside (RFC 8551 section 3.1).
/// </summary>
internal sealed class MessageParts
{
    private const int HeaderLimit = 16 * 1024 * 1024;

    private readonly Stream _message;

    private MessageParts(Stream message, byte[] outer, byte[] innerHeader, long bodyOffset) =>
        (_message, Outer, InnerHeader, BodyOffset) = (message, outer, innerHeader, bodyOffset);

    public byte[] Outer { get; }

    public long BodyOffset { get; }

    /// <summary>Content fields, with the empty line that ends them.</summary>
    public byte[] InnerHeader { get; }

    /// <param name="protection">Whether header fields go inside as well: <c>cipher</c> for what is encrypted, <c>clear</c> for what is only signed; null for none.</param>
    public static MessageParts Of(Stream message, string? protection = null)
    {
        message.Position = 0;
        var header = RawHeaderBlock.Read(message, HeaderLimit);
        if (header.OverLimit)
            throw new ProtectionException("the header section is too large to protect");
        using var outer = new MemoryStream();
        using var inner = new MemoryStream();
        foreach (var field in header.Fields.Where(field => !field.Is("MIME-Version")))
            (IsContent(field) ? inner : outer).Write(header.Octets(field));
        var (outside, inside) = (outer.ToArray(), inner.ToArray());
        if (protection is not null)
            (outside, inside) = ProtectedFields.Of(header, outside, header.Fields.Where(IsContent), protection == "cipher");
        return new MessageParts(message, outside, [.. inside, .. "\r\n"u8], Math.Min(header.BodyOffset, header.MessageLength));
    }

    /// <summary>Whether the body survives every mail server unchanged: 7-bit, lines of at most 998 octets, no NUL, CRLF only.</summary>
    public async Task<bool> IsTransportSafeAsync(CancellationToken cancel)
    {
        if (InnerHeader.Any(octet => octet >= 0x80))
            return false;
        var check = new TransportCheck();
        await CopyBodyAsync(block => { check.Add(block.Span); return ValueTask.CompletedTask; }, cancel);
        return check.IsSafe;
    }

    public async Task CopyEntityAsync(Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(InnerHeader, cancel);
        await CopyBodyAsync(block => output.WriteAsync(block, cancel), cancel);
    }

    private async Task CopyBodyAsync(Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancel)
    {
        _message.Position = BodyOffset;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(_message.Length - BodyOffset, 1, 64 * 1024));
        try
        {
            int read;
            while ((read = await _message.ReadAsync(buffer, cancel)) > 0)
                await take(buffer.AsMemory(0, read));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsContent(RawField field) => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
