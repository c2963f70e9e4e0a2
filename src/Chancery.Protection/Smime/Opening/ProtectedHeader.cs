using Chancery.Mail.Headers;

namespace Chancery.Protection.Smime.Opening;

/// <summary>
/// The header fields that stand inside what was signed (RFC 9788): they count, and those outside are only a copy that anybody on
/// the way could change.
/// </summary>
public static class ProtectedHeader
{
    private const int Limit = 256 * 1024;

    /// <summary>Fields that are made on the way, or speak to this gateway; they are never taken from inside.</summary>
    private static readonly HashSet<string> OfTheWay = new(StringComparer.OrdinalIgnoreCase)
    {
        "Received", "Return-Path", "Delivered-To", "DKIM-Signature", "Authentication-Results", "Bcc", "Resent-Bcc", "MIME-Version", "HP-Outer",
    };

    /// <summary>
    /// The header section of the message with the protected fields in place of their copies, with the empty line at its end. Null
    /// where no header is protected: only a valid signature over the whole content protects one, and <c>hp="cipher"</c> without
    /// encryption is nothing (section 2.1.1).
    /// </summary>
    public static async Task<byte[]?> MergedAsync(OpenedSmime opened, RawHeaderBlock outer, CancellationToken cancel)
    {
        if (opened is not { End: OpeningEnd.Complete, Innermost: { } innermost } || SignatureSummary.Of(opened) is not { Verdict: Verdict.Valid })
            return null;
        await using var entity = await innermost.OpenAsync(cancel);
        var head = EntityHead.Read(entity);
        // What programs made before RFC 9788 had a name of its own (its section 4.10).
        var mark = head.Type.Parameters["hp"]?.ToLowerInvariant()
            ?? (head.Type.Parameters["protected-headers"] == "v1" ? opened.Layers.Any(layer => layer is SmimeLayer.Encrypted) ? "cipher" : "clear" : null);
        if (mark is not ("clear" or "cipher") || (mark == "cipher" && !opened.Layers.Any(layer => layer is SmimeLayer.Encrypted)) || head.Header.BodyOffset > Limit)
            return null;
        return Merge(outer, head.Header);
    }

    private static byte[] Merge(RawHeaderBlock outer, RawHeaderBlock inner)
    {
        var inside = inner.Fields.Where(IsProtected).ToLookup(field => field.Name, StringComparer.OrdinalIgnoreCase);
        var placed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var merged = new MemoryStream();
        foreach (var field in outer.Fields)
        {
            if (!inside.Contains(field.Name))
                merged.Write(outer.Octets(field));
            else if (placed.Add(field.Name))
                WriteAll(inner, inside[field.Name], merged);
        }

        foreach (var group in inside.Where(group => placed.Add(group.Key)))
            WriteAll(inner, group, merged);
        merged.Write("\r\n"u8);
        return merged.ToArray();
    }

    private static bool IsProtected(RawField field) =>
        field.Name.Length > 0 && !OfTheWay.Contains(field.Name) && !ControlHeaders.IsControl(field.Name)
        && !field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !field.Name.StartsWith("ARC-", StringComparison.OrdinalIgnoreCase);

    private static void WriteAll(RawHeaderBlock header, IEnumerable<RawField> fields, MemoryStream merged)
    {
        foreach (var field in fields)
            merged.Write(header.Octets(field));
    }
}
