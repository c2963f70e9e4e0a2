using Chancery.Policy.Findings;

namespace Chancery.Host.Output;

/// <summary>Findings as workflow commands, which show up beside the line in a pull request.</summary>
internal static class FindingGitHub
{
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var kind = finding.Severity == Severity.Info ? "notice" : FindingFormat.Name(finding.Severity);
            var place = $"file={Property(finding.File)},line={finding.Line},col={finding.Column}{(finding.Length > 0 ? $",endColumn={finding.Column + finding.Length}" : "")},title={finding.Code}";
            output.WriteLine($"::{kind} {place}::{Data(string.Join('\n', new[] { finding.Message, finding.Why, finding.Help }.Where(text => !string.IsNullOrEmpty(text))))}");
        }
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
