using System.Text;
using System.Text.RegularExpressions;

namespace Chancery.Mail.Contents.Traits;

/// <summary>
/// Whether a content does something when it is opened: a program, macros, scripts of a page, what a PDF does by itself. Of a container, whether anything
/// in it does.
/// </summary>
internal static partial class ActiveTrait
{
    private static readonly HashSet<string> Programs = ["exe", "elf", "macho", "class", "wasm", "dex", "script", "bat", "lnk", "msi", "jar", "apk", "deb", "rpm", "chm", "reg"];

    private static readonly HashSet<string> Pages = ["html", "svg", "xml", "cda"];

    public static Finding Of(ContentItem item)
    {
        if (Programs.Contains(item.Type)) return Finding.Yes;
        if (item.IsContainer) return Inside(item);
        return item.Type == "pdf" ? PdfActions.Of(item) : IsPage(item) ? Page(item) : item.Macro;
    }

    /// <summary>A browser believes the name of a text.</summary>
    private static bool IsPage(ContentItem item) => Pages.Contains(item.Type) || (item.Type is "text" or "unknown" && item.Extension is "html" or "htm" or "xhtml" or "xht" or "shtml" or "svg" or "mht" or "mhtml");

    private static Finding Inside(ContentItem item)
    {
        var unknown = item.Unseen;
        foreach (var entry in item.Entries)
        {
            var active = entry.Active;
            if (active.Value == true) return active;
            unknown ??= active.Unknown;
        }
        return unknown is null ? Finding.No : Finding.Not(unknown);
    }

    private static Finding Page(ContentItem item)
    {
        if (item.Unreadable is { } reason) return Finding.Not(reason);
        using var content = item.Open();
        var found = false;
        Octets.Scan(content, 2048, block => found = HasScript(block));
        return Finding.Of(found);
    }

    /// <summary>In UTF-16 every other octet is zero.</summary>
    private static bool HasScript(ReadOnlySpan<byte> block) => Running().IsMatch(string.Concat(Encoding.Latin1.GetString(block).Where(c => c != '\0')));

    /// <summary>Elements and addresses that run, and handlers of events: <c>onload=</c>.</summary>
    [GeneratedRegex(@"<([a-z0-9]{1,20}:)?(script|object|embed|applet)[\s>/]|(javascript|vbscript):|<[^<>]{0,2000}[\s""'/]on[a-z]{3,20}\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Running();
}
