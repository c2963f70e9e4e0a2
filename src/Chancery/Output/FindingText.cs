using Chancery.Policy.Findings;

namespace Chancery.Host.Output;

/// <summary>Findings for people: <c>file:line:col: severity CODE: what</c>, the line at fault, the cure.</summary>
internal static class FindingText
{
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        var sources = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            output.WriteLine($"{finding.File}:{finding.Line}:{finding.Column}: {NameOf(finding.Severity)} {finding.Code}: {finding.Message}");
            WriteFrame(output, finding, LinesOf(finding.File, sources));
            if (finding.Help.Length > 0)
                output.WriteLine("   " + finding.Help);
            if (finding.Fix is { } fix)
                output.WriteLine($"   fix: {fix.Replace}");
            output.WriteLine();
        }
    }

    public static string NameOf(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Error => "error",
    };

    private static void WriteFrame(TextWriter output, Finding finding, string[] lines)
    {
        if (finding.Line < 1 || finding.Line > lines.Length)
            return;
        var line = lines[finding.Line - 1];
        var number = finding.Line.ToString().PadLeft(5);
        output.WriteLine($"{number} | {line}");
        // Tabs stay tabs, so that the mark stands below its place.
        var lead = string.Concat(line.Take(Math.Min(line.Length, finding.Column - 1)).Select(c => c == '\t' ? '\t' : ' '));
        output.WriteLine($"      | {lead}{new string('^', Math.Clamp(finding.Length, 1, Math.Max(1, line.Length - lead.Length)))}");
    }

    private static string[] LinesOf(string file, Dictionary<string, string[]> sources)
    {
        if (!sources.TryGetValue(file, out var lines))
            sources[file] = lines = Read(file);
        return lines;
    }

    private static string[] Read(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length < 1 << 20 ? File.ReadAllLines(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
