using System.Text.Json;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Policy.Findings.Sarif;

/// <summary>Findings as a SARIF 2.1.0 log with one run (OASIS, March 2020).</summary>
/// <param name="version">Of the program.</param>
/// <param name="root">Paths below this folder are written relative to it.</param>
public sealed class SarifLog(string version, string root)
{
    private const string Root = "%SRCROOT%";

    private readonly SarifPaths _paths = new(root, Root);

    /// <param name="failure">Why nothing could be checked; null if it was.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings, string? failure = null)
    {
        IReadOnlyList<string> codes = [.. findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, codes);
        WriteInvocation(json, failure);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        Text(json, "description", "the folder the check ran in");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in findings)
            SarifResult.Write(json, finding, codes.ToList().IndexOf(finding.Code), _paths);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    internal static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private void WriteTool(Utf8JsonWriter json, IReadOnlyList<string> codes)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Chancery");
        json.WriteString("semanticVersion", version);
        json.WriteStartArray("rules");
        foreach (var code in codes)
            WriteRule(json, code);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, string code)
    {
        json.WriteStartObject();
        json.WriteString("id", code);
        if (Catalogue.Find(code) is { } page)
        {
            Text(json, "shortDescription", page.English.Title);
            Text(json, "fullDescription", page.English.Cause);
            Text(json, "help", page.English.Cure);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(page.Severity));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, string? failure)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", failure is null);
        if (failure is not null)
        {
            json.WriteStartArray("toolExecutionNotifications");
            json.WriteStartObject();
            json.WriteString("level", "error");
            Text(json, "message", failure);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
