using System.Text.Json;

namespace Chancery.Policy.Findings.Sarif;

/// <summary>One finding as a SARIF result (3.27), with its fix (3.55).</summary>
internal static class SarifResult
{
    public static void Write(Utf8JsonWriter json, Finding finding, int rule, SarifPaths paths)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", SarifLog.Level(finding.Severity));
        SarifLog.Text(json, "message", string.Join("; ", new[] { finding.Message, finding.Why, finding.Help }.Where(text => !string.IsNullOrEmpty(text))));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        paths.Write(json, finding.File);
        WriteRegion(json, "region", finding);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        if (finding.Fix is { } fix)
            WriteFix(json, finding, fix, paths);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, Finding finding, Fix fix, SarifPaths paths)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        SarifLog.Text(json, "description", $"write {fix.Replace}");
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        paths.Write(json, finding.File);
        json.WriteStartArray("replacements");
        json.WriteStartObject();
        WriteRegion(json, "deletedRegion", finding);
        SarifLog.Text(json, "insertedContent", fix.Replace);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Columns count from 1, the end column is the first one after the region (3.30).</summary>
    private static void WriteRegion(Utf8JsonWriter json, string name, Finding finding)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", Math.Max(finding.Line, 1));
        json.WriteNumber("startColumn", Math.Max(finding.Column, 1));
        if (finding.Length > 0)
            json.WriteNumber("endColumn", Math.Max(finding.Column, 1) + finding.Length);
        json.WriteEndObject();
    }
}
