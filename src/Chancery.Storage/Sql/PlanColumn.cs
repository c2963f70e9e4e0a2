using System.Buffers;
using System.Text;
using System.Text.Json;
using Chancery.Policy.Plans;

namespace Chancery.Storage.Sql;

/// <summary>A plan as it stands in its column: the JSON it has everywhere.</summary>
internal static class PlanColumn
{
    public static string Write(Plan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            PlanJson.Write(json, plan);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="JsonException">The column holds no plan.</exception>
    public static Plan Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return PlanJson.Read(document.RootElement);
    }
}
