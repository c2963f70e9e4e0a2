using System.Text.RegularExpressions;

namespace Chancery.Mail.ContentTypes;

/// <summary>Drawings and models.</summary>
internal static partial class CadTypes
{
    public static string? Of(ContentSample sample)
    {
        if (IsDwg(sample)) return "dwg";
        if (Jt().IsMatch(Start(sample))) return "jt";
        if (sample.StartsWith("AutoCAD Binary DXF\r\n"u8)) return "dxf";
        if (IsBinaryStl(sample)) return "stl";
        if (sample.Head.Contains((byte)0)) return null;
        var text = sample.HeadText();
        if (Step().IsMatch(text)) return "step";
        if (IsIges(text)) return "iges";
        if (Dxf().IsMatch(text)) return "dxf";
        return AsciiStl().IsMatch(text) ? "stl" : null;
    }

    private static string Start(ContentSample sample) =>
        System.Text.Encoding.Latin1.GetString(sample.Head[..Math.Min(80, sample.Head.Length)]);

    /// <summary>AC10 and two digits (AutoCAD R13 and later), or an older release.</summary>
    private static bool IsDwg(ContentSample sample) =>
        (sample.StartsWith("AC10"u8) || sample.StartsWith("AC1."u8) || sample.StartsWith("AC2."u8))
        && sample.Head.Length > 6 && char.IsAsciiDigit((char)sample.Head[4]) && char.IsAsciiDigit((char)sample.Head[5]);

    /// <summary>80 octets, a count, then 50 octets for each triangle: the size must fit exactly.</summary>
    private static bool IsBinaryStl(ContentSample sample) => sample.Size > 84 && sample.Size == 84 + 50L * sample.UInt32(80);

    /// <summary>Lines of 80 columns; column 73 names the section, then a sequence number.</summary>
    private static bool IsIges(string text)
    {
        var lines = text.Split('\n', 3);
        return lines.Length > 1 && IgesStart().IsMatch(lines[0].TrimEnd('\r')) && IgesNext().IsMatch(lines[1].TrimEnd('\r'));
    }

    /// <summary>Some programs put comments before the first word (ISO 10303-21 section 5.6).</summary>
    [GeneratedRegex(@"^\uFEFF?\s*(?:/\*(?:[^*]|\*+[^*/])*\*+/\s*)*ISO-10303-21\s*;", RegexOptions.NonBacktracking)]
    private static partial Regex Step();

    [GeneratedRegex(@"^.{72}S *0*1$")]
    private static partial Regex IgesStart();

    [GeneratedRegex(@"^.{72}[SG] *[0-9]+$")]
    private static partial Regex IgesNext();

    [GeneratedRegex(@"^Version \d{1,2}\.\d+ *JT", RegexOptions.NonBacktracking)]
    private static partial Regex Jt();

    [GeneratedRegex(@"^(\s*999\r?\n[^\n]*\n)*\s*0\r?\nSECTION\r?\n\s*2\r?\n(HEADER|CLASSES|TABLES|BLOCKS|ENTITIES)", RegexOptions.NonBacktracking)]
    private static partial Regex Dxf();

    [GeneratedRegex(@"^\s*solid[^\n]*\n\s*facet\s+normal", RegexOptions.NonBacktracking)]
    private static partial Regex AsciiStl();
}
