using System.Text.RegularExpressions;

namespace Chancery.Mail.ContentTypes;

/// <summary>Formats made of text, the special before the general.</summary>
internal static partial class TextTypes
{
    private static readonly HashSet<string> ScriptExtensions =
        ["js", "jse", "mjs", "vbs", "vbe", "wsh", "ps1", "psm1", "bat", "cmd", "sh", "py", "pl", "rb", "scpt"];

    public static string? Of(ContentSample sample, string extension)
    {
        if (!IsText(sample)) return null;
        var text = sample.HeadText().TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\v');
        if (Prefixed(text) is { } type) return type;
        if (extension is "hta" or "wsf" or "wsc" or "sct") return "script";
        if (Markup(text) is { } markup) return markup;
        if (ScriptExtensions.Contains(extension)) return "script";
        return LooksLikeMail(text) ? "eml" : TypeDetection.Text;
    }

    /// <summary>No controls but white space, form feed and escape; UTF-16 only with a byte order mark.</summary>
    private static bool IsText(ContentSample sample)
    {
        if (sample.StartsWith([0xFF, 0xFE]) || sample.StartsWith([0xFE, 0xFF])) return !sample.HeadText().Contains('\0', StringComparison.Ordinal);
        var controls = 0;
        foreach (var octet in sample.Head)
            if (octet < 0x20 && octet is not (0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x1B or 0x1A or 0x1C or 0x1D)) controls++;
        return controls == 0;
    }

    private static string? Prefixed(string text)
    {
        if (text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return "ics";
        if (text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase)) return "vcf";
        if (Hl7().IsMatch(text)) return "hl7";
        if (X12().IsMatch(text)) return "x12";
        if (text.StartsWith("Windows Registry Editor Version", StringComparison.Ordinal) || text.StartsWith("REGEDIT4", StringComparison.Ordinal)) return "reg";
        return Edifact().IsMatch(text) ? "edifact" : null;
    }

    private static string? Markup(string text)
    {
        if (!text.StartsWith('<')) return null;
        var start = text[..Math.Min(text.Length, 4096)];
        var root = Root().Match(start) is { Success: true } match ? match.Groups[1].Value : "";
        var local = root[(root.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (local.Equals("html", StringComparison.OrdinalIgnoreCase)) return "html";
        if (local == "svg") return "svg";
        if (local == "ClinicalDocument") return "cda";
        if (text.StartsWith("<?xml", StringComparison.Ordinal)) return "xml";
        if (HtmlElement().IsMatch(start)) return "html";
        return root.Contains(':', StringComparison.Ordinal) || start.Contains("xmlns", StringComparison.Ordinal) ? "xml" : null;
    }

    /// <summary>At least two fields, one of them of every mail (RFC 5322 section 3.6).</summary>
    private static bool LooksLikeMail(string text)
    {
        var header = text[..Math.Min(text.Length, 8192)].Split('\n').TakeWhile(line => line.Trim('\r').Length > 0).ToList();
        return header.Count > 1 && MailField().IsMatch(header[0]) && header.Count(line => TypicalField().IsMatch(line)) >= 2;
    }

    /// <summary>The interchange header: fixed places, a separator of the sender's choice.</summary>
    [GeneratedRegex(@"^ISA([*|^~:])\d\d\1.{10}\1\d\d\1", RegexOptions.Singleline)]
    private static partial Regex X12();

    [GeneratedRegex(@"^(MSH|FHS|BHS)\|.{3,5}\|")]
    private static partial Regex Hl7();

    [GeneratedRegex(@"^(UNA.{6}\s*)?UNB[+:]", RegexOptions.Singleline)]
    private static partial Regex Edifact();

    /// <summary>The first element after declaration, comments and document type.</summary>
    [GeneratedRegex(@"^(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>|\s)*<([A-Za-z_][\w.:-]*)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Root();

    [GeneratedRegex(@"<(!doctype html|html|head|body|script|table|div|meta|title|p|a|br|span|h[1-6])[\s>/]",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlElement();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*:")]
    private static partial Regex MailField();

    [GeneratedRegex(@"^(Received|From|To|Subject|Date|Message-ID|MIME-Version|Return-Path|Content-Type):", RegexOptions.IgnoreCase)]
    private static partial Regex TypicalField();
}
