using System.Text.Json;
using Chancery.Policy.Findings;
using Chancery.Policy.Testing.Running;

namespace Chancery.Policy.Testing.Reports;

/// <summary>The form of the contract: <c>{ "cases": […], "passed", "failed", "coverage" }</c>; <c>ok</c> of a skipped case is null.</summary>
public static class TestJson
{
    public static void Write(Utf8JsonWriter json, TestReport report, bool german)
    {
        json.WriteStartObject();
        json.WriteStartArray("cases");
        foreach (var result in report.Cases)
            WriteCase(json, result, german);
        json.WriteEndArray();
        json.WriteNumber("passed", report.Passed);
        json.WriteNumber("failed", report.Failed);
        json.WriteNumber("skipped", report.Skipped);
        json.WritePropertyName("coverage");
        if (report.Coverage is { } coverage)
            CoverageJson.Write(json, coverage, german);
        else
            json.WriteNullValue();
        FindingFormat.WriteArray(json, report.Findings);
        json.WriteEndObject();
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result, bool german)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteString("file", result.File);
        json.WriteNumber("line", result.Line);
        if (result.Outcome == CaseOutcome.Skipped)
            json.WriteNull("ok");
        else
            json.WriteBoolean("ok", result.Outcome == CaseOutcome.Passed);
        json.WriteString("message", MessageOf(result, german));
        json.WriteEndObject();
    }

    /// <summary>Null where there is nothing to say.</summary>
    private static string? MessageOf(CaseResult result, bool german) =>
        result.Messages.Count == 0 ? null : string.Join('\n', result.Messages.Select(message => message.In(german)));
}
