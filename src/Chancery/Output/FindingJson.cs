using System.Text.Json;
using Chancery.Policy.Findings;

namespace Chancery.Host.Output;

/// <summary>Findings in the shape of the contract.</summary>
internal static class FindingJson
{
    /// <summary><c>{ "findings": […] }</c></summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        WriteProperty(json, findings);
        json.WriteEndObject();
    }

    public static void WriteProperty(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", FindingText.NameOf(finding.Severity));
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
}
