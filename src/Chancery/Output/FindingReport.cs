using Chancery.Host.Cli;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Text;

namespace Chancery.Host.Output;

/// <summary>Findings for the person who called, each with the line at fault.</summary>
internal static class FindingReport
{
    private const int LargestSource = 1 << 20;

    public static void Write(TextWriter output, IReadOnlyList<Finding> findings) =>
        new FindingText(output, Read, Terminal.ShowsColor(output)).Write(findings);

    /// <summary><c>3 errors, 1 warning</c></summary>
    public static string Sum(Invocation call, IReadOnlyList<Finding> findings, string none)
    {
        var parts = new[]
        {
            Count(findings, Severity.Error, call.Say("error", "Fehler"), call.Say("errors", "Fehler")),
            Count(findings, Severity.Warning, call.Say("warning", "Warnung"), call.Say("warnings", "Warnungen")),
            Count(findings, Severity.Info, call.Say("note", "Hinweis"), call.Say("notes", "Hinweise")),
        };
        return string.Join(", ", parts.OfType<string>().DefaultIfEmpty(none));
    }

    private static string? Count(IReadOnlyList<Finding> findings, Severity severity, string one, string many) =>
        findings.Count(finding => finding.Severity == severity) switch { 0 => null, 1 => $"1 {one}", var n => $"{n} {many}" };

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(file).Length <= LargestSource ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
