using MimeKit;

namespace Chancery.Protection.Smime.Opening;

/// <summary>
/// Content whose origin nobody can prove, made harmless: what a mail program would run or load for becomes text that it only
/// shows. So a changed ciphertext cannot carry clear text away (EFAIL).
/// </summary>
internal static class Neutralised
{
    private static readonly FormatOptions Dos = Create();

    public static async Task WriteAsync(Stream entity, Stream output, CancellationToken cancel)
    {
        try
        {
            var options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = 100;
            var parser = new MimeParser(options, entity, MimeFormat.Entity, persistent: true);
            using var parsed = await parser.ParseEntityAsync(cancel);
            Tame(parsed, 0);
            // Nothing but the fields of the content goes along.
            foreach (var header in parsed.Headers.Where(header => !header.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).ToList())
                parsed.Headers.Remove(header);
            await parsed.WriteToAsync(Dos, output, cancel);
        }
        catch (FormatException broken)
        {
            throw new ProtectionException("what is within cannot be read", broken);
        }
    }

    private static void Tame(MimeEntity entity, int depth)
    {
        if (depth > 100)
            throw new ProtectionException("what is within is nested too deeply");
        switch (entity)
        {
            case Multipart multipart:
                foreach (var child in multipart)
                    Tame(child, depth + 1);
                break;
            case MessagePart { Message.Body: { } body }:
                Tame(body, depth + 1);
                break;
            default:
                if (entity.ContentType.IsMimeType("text", "plain") || entity.ContentType.MediaType.ToLowerInvariant() is "image" or "audio" or "video" && !entity.ContentType.MediaSubtype.Contains("svg", StringComparison.OrdinalIgnoreCase))
                    break;
                if (entity is TextPart)
                    (entity.ContentType.MediaType, entity.ContentType.MediaSubtype) = ("text", "plain");
                else
                    (entity.ContentType.MediaType, entity.ContentType.MediaSubtype) = ("application", "octet-stream");
                break;
        }
    }

    private static FormatOptions Create()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = true;
        return options;
    }
}
