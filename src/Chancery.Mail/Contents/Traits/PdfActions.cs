namespace Chancery.Mail.Contents.Traits;

/// <summary>What a PDF does by itself, or wants to do: scripts, programs, forms that send themselves, files within it (ISO 32000-2 section 12.6).</summary>
internal static class PdfActions
{
    private const int Ahead = 4096;

    /// <summary>Whoever writes these means them. A link that is followed by a click (<c>/URI</c>) is none of them.</summary>
    private static readonly byte[][] Acting = [.. ((string[])["JavaScript", "JS", "Launch", "SubmitForm", "ImportData", "GoToE", "RichMedia", "XFA", "AA"]).Select(name => System.Text.Encoding.ASCII.GetBytes("/" + name))];

    public static Finding Of(ContentItem item)
    {
        if (item.Unreadable is { } reason) return Finding.Not(reason);
        if (item.Size > item.Mail.Budget.Limits.DocumentBytes) return Finding.Not("it is larger than documents that are looked into");
        using var content = item.Open();
        var octets = new byte[content.Length];
        content.ReadExactly(octets);
        var objects = new PdfObjects(octets, item.Mail.Budget);
        var (files, invoices) = (0, 0);
        foreach (var text in objects.Texts)
        {
            if (Acting.Any(name => Has(text.Span, name)) || Opens(text.Span, objects)) return Finding.Yes;
            files += Count(text.Span, "/EmbeddedFile"u8);
            invoices += Count(text.Span, "/AFRelationship"u8);
        }
        // A file that belongs to its document, as the XML of an invoice does, says so (ISO 19005-3).
        if (files > invoices) return Finding.Yes;
        return objects.IsMissing ? Finding.Not(item.Encrypted.Value == true ? Damage.Encrypted : Damage.Damaged) : Finding.No;
    }

    /// <summary>What happens at once: a page that is shown is harmless, anything else is not.</summary>
    private static bool Opens(ReadOnlySpan<byte> text, PdfObjects objects)
    {
        var name = "/OpenAction"u8;
        for (var at = Find(text, name); at >= 0; at = Find(text, name))
        {
            text = text[(at + name.Length)..];
            if (!IsHarmless(text.TrimStart(" \t\r\n\f\0"u8), objects)) return true;
        }
        return false;
    }

    private static bool IsHarmless(ReadOnlySpan<byte> value, PdfObjects objects)
    {
        if (value.Length > 0 && char.IsAsciiDigit((char)value[0])) value = objects.Find(PdfObjects.NumberAfter(value, ""u8)).Span.TrimStart(" \t\r\n\f\0"u8);
        if (value.StartsWith("["u8) || value.StartsWith("null"u8) || value.StartsWith("("u8)) return true;
        value = value[..Math.Min(value.Length, Ahead)];
        var end = value.IndexOf("endobj"u8);
        value = end < 0 ? value : value[..end];
        var kind = Find(value, "/S"u8);
        var action = kind < 0 ? default : value[(kind + 2)..].TrimStart(" \t\r\n\f\0"u8);
        return Find(action, "/GoTo"u8) == 0 || Find(action, "/Named"u8) == 0;
    }

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => Find(text, name) >= 0;

    private static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var count = 0;
        for (var at = Find(text, name); at >= 0; at = Find(text, name), count++) text = text[(at + name.Length)..];
        return count;
    }

    /// <summary>The whole name, not the beginning of a longer one.</summary>
    private static int Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var start = 0; ;)
        {
            var at = text[start..].IndexOf(name);
            if (at < 0) return -1;
            var end = start + at + name.Length;
            if (end >= text.Length || text[end] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or 0 or (byte)'/' or (byte)'(' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'%') return start + at;
            start = end;
        }
    }
}
