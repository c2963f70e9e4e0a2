using System.Text;

namespace Chancery.Policy.Syntax;

/// <summary>Turns the bytes of a file into text, or says why they are none (language, 1.1: UTF-8, at most 1 MiB).</summary>
internal static class SourceText
{
    private const int MaxOctets = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Read(string file, byte[] octets, FindingBag findings)
    {
        var start = new Place(file, 1, 1, 0);
        if (octets.Length > MaxOctets)
            return Refuse(findings, "CH1001", start, $"the file has {octets.Length} octets", "a policy file has at most 1 MiB; split it");
        if (octets is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Refuse(findings, "CH1002", start, "the file is UTF-16", "save it as UTF-8");
        try
        {
            var text = Strict.GetString(octets is [0xEF, 0xBB, 0xBF, ..] ? octets.AsSpan(3) : octets);
            return Control(text) is { } at ? Refuse(findings, "CH1003", PlaceOf(file, text, at), $"control character U+{(int)text[at]:X4}", "remove it; text has only tabs in JSON and line ends") : text;
        }
        catch (DecoderFallbackException broken)
        {
            return Refuse(findings, "CH1002", start, $"the file is not UTF-8: invalid octets at offset {broken.Index}", "save it as UTF-8");
        }
    }

    public static Place PlaceOf(string file, string text, int index)
    {
        var (line, column) = new SourceLines(text).PlaceOf(index);
        return new Place(file, line, column, 1);
    }

    private static int? Control(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] is not ('\n' or '\r' or '\t') || text[i] is '\u007f' or '\u2028' or '\u2029' or '\u0085')
                return i;
        }

        return null;
    }

    private static string? Refuse(FindingBag findings, string code, Place at, string message, string help)
    {
        findings.Error(code, at, message, help);
        return null;
    }
}
