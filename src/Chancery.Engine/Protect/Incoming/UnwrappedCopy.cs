using Chancery.Mail.Copies;
using Chancery.Mail.Headers;

namespace Chancery.Engine.Protect.Incoming;

/// <summary>Writes a message of which layers were taken off: its own fields, edited, and the content that was within.</summary>
internal static class UnwrappedCopy
{
    public static async Task WriteAsync(
        Stream original, RawHeaderBlock header, HeaderEdits edits, Predicate<RawField> drop, IncomingCopy incoming, Stream output, CancellationToken cancel)
    {
        var view = edits.Apply(header, ReadOnlyMemory<byte>.Empty, field => drop(field) || IsOfContent(field));
        var end = header.Fields.Count == 0 ? 0 : header.Fields[^1].Offset + header.Fields[^1].Length;
        await CopyAsync(view.Open(original), view.Length - (header.MessageLength - end), output, cancel);
        await output.WriteAsync("MIME-Version: 1.0\r\n"u8.ToArray(), cancel);
        await incoming.Unwrapping!.WriteAsync(incoming.Opened!, output, cancel);
    }

    private static bool IsOfContent(RawField field) => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || field.Is("MIME-Version");

    private static async Task CopyAsync(Stream from, long count, Stream output, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        while (count > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancel);
            if (read == 0)
                throw new EndOfStreamException();
            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
            count -= read;
        }
    }
}
