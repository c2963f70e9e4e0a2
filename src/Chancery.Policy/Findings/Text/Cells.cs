using System.Globalization;
using System.Text;

namespace Chancery.Policy.Findings.Text;

/// <summary>What a terminal shows of a text, sign by sign.</summary>
internal static class Cells
{
    private const int TabWidth = 4;

    /// <param name="Shown">Nothing in it that a terminal obeys, and nothing that turns the direction of writing.</param>
    /// <param name="Width">Columns of the terminal.</param>
    /// <param name="At">Index in the text.</param>
    internal readonly record struct Cell(string Shown, int Width, int At);

    public static IReadOnlyList<Cell> Of(string text)
    {
        var cells = new List<Cell>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used);
            var shown = status != System.Buffers.OperationStatus.Done ? "\uFFFD" : ShownAs(rune);
            cells.Add(new Cell(shown, shown.Length > 2 ? shown.Length : shown == "\uFFFD" ? 1 : WidthOf(rune), i));
            i += used;
        }

        return cells;
    }

    /// <summary>A text of the user's on one line, harmless to a terminal.</summary>
    public static string Harmless(string text) => string.Concat(Of(text).Select(cell => cell.Shown));

    public static int WidthOf(string text) => Of(text).Sum(cell => cell.Width);

    private static string ShownAs(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '\t' => new string(' ', TabWidth),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
            string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>"),
        _ => rune.ToString(),
    };

    private static int WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ when IsWide(rune.Value) => 2,
        _ => 1,
    };

    /// <summary>East Asian wide and full-width characters and pictograms (UAX #11).</summary>
    private static bool IsWide(int c) => c >= 0x1100
        && (c <= 0x115F || c is >= 0x2E80 and <= 0x303E || c is >= 0x3041 and <= 0xA4CF || c is >= 0xA960 and <= 0xA97C || c is >= 0xAC00 and <= 0xD7A3
            || c is >= 0xF900 and <= 0xFAFF || c is >= 0xFE30 and <= 0xFE6F || c is >= 0xFF00 and <= 0xFF60 || c is >= 0xFFE0 and <= 0xFFE6
            || c is >= 0x1F300 and <= 0x1F64F || c is >= 0x1F680 and <= 0x1F6FF || c is >= 0x1F900 and <= 0x1FAFF || c is >= 0x20000 and <= 0x3FFFD);
}
