using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Chancery.Mail.ContentTypes;
using Chancery.Mail.Documents.Html;
using Chancery.Mail.Documents.Office;
using Chancery.Mail.Documents.Ole;
using Chancery.Mail.Documents.Pdf;

namespace Chancery.Mail.Documents;

/// <summary>The text of a content by its type. Whatever the content is, there is a result.</summary>
internal static class DocumentText
{
    /// <summary>A person sees no text in them, or they are gone through as containers (language, R3).</summary>
    private static readonly HashSet<string> WithoutText =
    [
        "image", "png", "jpeg", "gif", "tiff", "bmp", "webp", "heic", "ico", "psd", "emf", "wmf", "jp2", "dicom", "mp3", "mp4", "wav", "ogg", "flac", "avi", "mov", "mkv", "webm", "aac",
        "step", "iges", "dxf", "3dm", "3mf", "catia", "parasolid", "solidworks", "dng", "midi", "amr", "aiff", "p12", "sig", "vhd", "vhdx", "deb", "rpm", "msi", "exe", "elf", "macho", "class", "wasm", "dwg", "stl", "jt", "ttf", "otf", "woff", "woff2", "eot", "pcap", "iso",
        "zip", "7z", "rar", "tar", "gzip", "bzip2", "xz", "zstd", "lzip", "cab", "arj", "lzh", "compress", "tnef", "eml", "msg", "mbox", "jar", "apk", "avif", "wma", "wmv", "mpeg", "flv", "dex", "font",
    ];

    private static readonly HashSet<string> Plain =
        ["text", "csv", "script", "ics", "vcf", "hl7", "edifact", "x12", "json", "yaml", "pem", "log", "css", "sql", "bat", "reg"];

    private static readonly HashSet<string> Markup = ["xml", "svg", "cda", "fodt", "xdp", "xfdf", "gpx", "kml", "rss"];

    /// <summary>A person sees no text in content of the type, or it is gone through as a container.</summary>
    public static bool HasNone(string type) => WithoutText.Contains(type);

    /// <param name="open">The content without transfer encoding; may not be seekable.</param>
    /// <param name="charset">As declared; null if not.</param>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static DocumentReading Read(Func<Stream> open, string type, string? charset, ReadingBudget budget)
    {
        if (WithoutText.Contains(type)) return DocumentReading.None;
        try
        {
            budget.CheckTime();
            return Read(Octets.Of(open, budget), type, charset, budget, 1);
        }
        catch (UnreadableException reason)
        {
            return DocumentReading.Unreadable(reason.Message);
        }
    }

    /// <param name="depth">1 for what stands in the mail, more for what is embedded in a document.</param>
    public static DocumentReading Read(byte[] octets, string type, string? charset, ReadingBudget budget, int depth)
    {
        if (depth > ReadingBudget.MaxDepth) return DocumentReading.Unreadable("documents within each other are over the limit");
        var sink = new TextSink(budget);
        try
        {
            return ByType(octets, type, charset, sink, depth);
        }
        catch (UnreadableException reason)
        {
            return new DocumentReading([sink.ToString()], reason.Message);
        }
        catch (Exception damage) when (damage is not OutOfMemoryException)
        {
            // Parsers, ours and others, meet what nobody thought of: the content is to blame, not the disk, since it was read before.
            return new DocumentReading([sink.ToString()], "it is damaged");
        }
    }

    private static DocumentReading ByType(byte[] octets, string type, string? charset, TextSink sink, int depth)
    {
        if (WithoutText.Contains(type)) return DocumentReading.None;
        if (type == "html") return HtmlText.Read(octets, charset, sink.Budget);
        if (Plain.Contains(type)) return new DocumentReading(Charsets.Readings(octets, charset, sink.Budget), null);
        if (Markup.Contains(type)) return MarkupText.Read(octets, charset, sink);
        return type switch
        {
            "rtf" => Sunk(sink, RtfText.Read(octets, sink)),
            "pdf" => Sunk(sink, PdfText.Read(octets, sink, depth)),
            "docx" or "xlsx" or "xlsb" or "pptx" or "vsdx" or "xps" when octets.AsSpan().StartsWith("PK"u8) => Sunk(sink, OpenXmlText.Read(octets, sink, depth)),
            "odt" or "ods" or "odp" or "odg" or "odf" or "epub" when octets.AsSpan().StartsWith("PK"u8) => Sunk(sink, OpenDocumentText.Read(octets, sink, depth)),
            _ when CompoundFile.Is(octets) => Sunk(sink, OleText.Read(octets, sink, depth)),
            "smime" or "pgp" => CryptoText(octets),
            "odt" or "ods" or "odp" => MarkupText.Read(octets, charset, sink),
            "unknown" => Sniffed(octets, charset, sink, depth),
            _ => DocumentReading.Unreadable("its format is not read"),
        };
    }

    private static DocumentReading Sunk(TextSink sink, string? unread) => new([sink.ToString()], unread);

    /// <summary>Signatures, keys and certificates have no text; the rest of these formats hides it.</summary>
    private static DocumentReading CryptoText(byte[] octets)
    {
        if (CryptoTypes.IsEncryptedCms(octets.AsSpan(0, Math.Min(octets.Length, 4096))) == true || octets.AsSpan().IndexOf("-----BEGIN PGP MESSAGE-----"u8) >= 0)
            return DocumentReading.Unreadable("it is encrypted");
        return IsWrapped(octets) ? DocumentReading.Unreadable("it lies within a signature") : DocumentReading.None;
    }

    /// <summary>Signed data that carries what it signs (RFC 5652 section 5.2).</summary>
    private static bool IsWrapped(byte[] octets)
    {
        if (octets.Length == 0 || octets[0] != 0x30) return false;
        try
        {
            var signed = new SignedCms();
            signed.Decode(octets);
            return signed.ContentInfo.Content.Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Nobody knows the format. What is text by its octets is read, anything else cannot be told.</summary>
    private static DocumentReading Sniffed(byte[] octets, string? charset, TextSink sink, int depth)
    {
        if (octets.Length == 0) return DocumentReading.None;
        if (EmbeddedType.Of(octets) is { } known) return Read(octets, known, charset, sink.Budget, depth + 1);
        var text = Charsets.Guess(octets);
        return Charsets.LooksLikeText(text)
            ? DocumentReading.Of(text)
            : DocumentReading.Unreadable("its format is not known");
    }
}
