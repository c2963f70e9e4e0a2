using MimeKit;

namespace Chancery.Protection.Smime;

/// <summary>
/// Encodes 8-bit and binary parts anew before they are signed (RFC 8551 section 3.1.3), part by part, without holding their
/// content in memory.
/// </summary>
internal static class Reencoder
{
    private static readonly FormatOptions Dos = Create();

    /// <param name="entity">The entity's octets; seekable, read while writing.</param>
    public static async Task WriteAsync(Stream entity, Stream output, CancellationToken cancel)
    {
        try
        {
            var parser = new MimeParser(ParserOptions.Default, entity, MimeFormat.Entity, persistent: true);
            using var parsed = await parser.ParseEntityAsync(cancel);
            parsed.Prepare(EncodingConstraint.SevenBit, 76);
            await parsed.WriteToAsync(Dos, output, cancel);
        }
        catch (FormatException broken)
        {
            throw new ProtectionException("the content cannot be prepared for signing", broken);
        }
    }

    private static FormatOptions Create()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = false;
        return options;
    }
}
