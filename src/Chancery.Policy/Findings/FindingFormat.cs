using System.Text.Json;

namespace Chancery.Policy.Findings;

/// <summary>Findings for machines, in the form of the contract.</summary>
public static class FindingFormat
{
    /// <summary><c>{ "findings": [ … ] }</c></summary>
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
            Write(json, finding);
        json.WriteEndArray();
    }

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("severity", Name(finding.Severity));
        json.WriteString("file", finding.File);
        json.WriteNumber("line", finding.Line);
        json.WriteNumber("column", finding.Column);
        json.WriteNumber("length", finding.Length);
        json.WriteString("message", finding.Message);
        if (finding.Why is { } why)
            json.WriteString("why", why);
        json.WriteString("help", finding.Help);
        if (finding.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            json.WriteString("replace", fix.Replace);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
