using System.Text;
using System.Text.Json;

namespace Chancery.Policy.Findings;

/// <summary>Findings for people and for machines.</summary>
public static class FindingFormat
{
    /// <summary><c>file:line:col: severity CODE: what</c>, the line with a mark under the place, and the cure.</summary>
    /// <param name="lines">The lines of a file, or null where it cannot be read.</param>
    public static string Text(Finding finding, Func<string, IReadOnlyList<string>?> lines)
    {
        var text = new StringBuilder()
            .Append(finding.File).Append(':').Append(finding.Line).Append(':').Append(finding.Column).Append(": ")
            .Append(Name(finding.Severity)).Append(' ').Append(finding.Code).Append(": ").AppendLine(finding.Message);
        if (lines(finding.File) is { } source && finding.Line <= source.Count)
        {
            var line = source[finding.Line - 1].Replace('\t', ' ');
            var mark = new string(' ', Math.Max(finding.Column - 1, 0)) + new string('^', Math.Clamp(finding.Length, 1, Math.Max(line.Length - finding.Column + 1, 1)));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{finding.Line,5} | ").AppendLine(line).Append("      | ").AppendLine(mark);
        }

        return text.Append("   fix: ").AppendLine(finding.Help).ToString();
    }

    /// <summary>The form of the contract: <c>{ "findings": [ … ] }</c>.</summary>
    public static void Json(Utf8JsonWriter json, IEnumerable<Finding> findings)
    {
        json.WriteStartObject();
        WriteArray(json, findings);
        json.WriteEndObject();
    }

    /// <summary>The member <c>findings</c> alone.</summary>
    public static void WriteArray(Utf8JsonWriter json, IEnumerable<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", Name(finding.Severity));
            json.WriteString("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("message", finding.Message);
            json.WriteString("help", finding.Help);
            if (finding.Fix is { } fix)
            {
                json.WriteStartObject("fix");
                json.WriteString("replace", fix.Replace);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A workflow command that GitHub shows at the line.</summary>
    public static string GitHub(Finding finding) =>
        $"::{(finding.Severity == Severity.Info ? "notice" : Name(finding.Severity))} file={finding.File},line={finding.Line},col={finding.Column},title={finding.Code}::{finding.Message}; {finding.Help}";

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
