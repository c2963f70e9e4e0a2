using System.Globalization;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Policy.Findings.Text;

/// <summary>Findings for people: place and cause in one line, the line at fault, and the cure (language, 1.13).</summary>
/// <param name="source">The text of a file, or null where it cannot be read.</param>
/// <param name="color">Only where a person looks at a terminal.</param>
public sealed class FindingText(TextWriter output, Func<string, string?> source, bool color = false)
{
    private const int HintColumn = 72;

    private readonly Dictionary<string, Syntax.SourceLines?> _sources = new(StringComparer.Ordinal);
    private readonly Paint _paint = new(color);

    /// <summary>Each followed by an empty line.</summary>
    public void Write(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Write(finding);
            output.WriteLine();
        }
    }

    private void Write(Finding finding)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{Cells.Harmless(finding.File)}:{finding.Line}:{finding.Column}:");
        var kind = $"{FindingFormat.Name(finding.Severity)} {finding.Code}:";
        output.WriteLine($"{_paint.Strong(place)} {_paint.Of(finding.Severity, kind)} {Cells.Harmless(finding.Message)}");
        if (Catalogue.Find(finding.Code) is not { HidesLine: true } && LineOf(finding) is { } line)
            WriteFrame(finding, line);
        if (finding.Why is { } why)
            Advise("why", why);
        var (expected, cure) = Advice.Of(finding.Help);
        if (expected is not null)
            Advise("expected", expected);
        if (finding.Fix is { } fix)
            WriteFix(finding.Code, fix);
        else if (cure is not null)
            Advise("fix", cure);
    }

    private void WriteFrame(Finding finding, string line)
    {
        // About the line as a whole.
        var frame = finding is { Length: 0, Column: 1 } ? SourceFrame.Of(line, line.Length - line.TrimStart().Length + 1, line.Trim().Length) : SourceFrame.Of(line, finding.Column, finding.Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_paint.Faint($"{finding.Line,5} |")} {frame.Line}"));
        output.WriteLine($"{_paint.Faint("      |")} {_paint.Of(finding.Severity, frame.Mark)}");
    }

    private void WriteFix(string code, Fix fix)
    {
        var cure = $"   fix: {Cells.Harmless(fix.Replace)}";
        var gap = new string(' ', Math.Max(HintColumn - Cells.WidthOf(cure), 2));
        output.WriteLine($"{cure}{gap}{_paint.Faint($"[chancery policy fix {code}]")}");
    }

    private void Advise(string what, string text) => output.WriteLine($"   {what}: {Cells.Harmless(text)}");

    /// <summary>Null too where the line is empty: there is nothing to point at.</summary>
    private string? LineOf(Finding finding)
    {
        if (!_sources.TryGetValue(finding.File, out var lines))
            _sources[finding.File] = lines = source(finding.File) is { } text ? new Syntax.SourceLines(text) : null;
        return lines is not null && finding.Line >= 1 && finding.Line <= lines.Count && lines[finding.Line] is var line && !string.IsNullOrWhiteSpace(line) ? line : null;
    }
}
