using System.Text.Json;
using Chancery.Policy.Findings;

namespace Chancery.Host.Output;

/// <summary>What standard output holds at exit code 2 with <c>--json</c>.</summary>
internal static class ErrorJson
{
    public static void Write(Utf8JsonWriter json, string message, string help, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("help", help);
        json.WriteEndObject();
        FindingFormat.WriteArray(json, findings);
        json.WriteEndObject();
    }
}
