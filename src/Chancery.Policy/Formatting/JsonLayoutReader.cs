using System.Text.Json;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Formatting;

/// <summary>
/// Lays a JSON file out as a person would write it in YAML: the document, lists of mappings, and the mappings in them that
/// hold more than values as blocks, everything smaller in one line. The file was read as a document before and is known to be in order.
/// </summary>
internal static class JsonLayoutReader
{
    public static Layout Read(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = YamlShape.MaxDepth });
        return Read(document.RootElement) is Layout.Map map ? map with { Flow = false } : Read(document.RootElement);
    }

    private static Layout Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Map(json),
        JsonValueKind.Array => List(json),
        JsonValueKind.String => new Layout.Text(0, 0, json.GetString()!, Bare: false),
        _ => new Layout.Text(0, 0, json.GetRawText(), Bare: true),
    };

    private static Layout.List List(JsonElement json)
    {
        var items = json.EnumerateArray().Select(Read).Select(item => item is Layout.Map map && !IsRow(map) ? map with { Flow = false } : item).ToList();
        return new Layout.List(0, 0, items.All(item => item is not Layout.Map && !IsBlock(item)), items);
    }

    private static Layout.Map Map(JsonElement json)
    {
        var entries = json.EnumerateObject().Select(member => new Layout.Entry(new Layout.Text(0, 0, member.Name, Bare: false), Read(member.Value))).ToList();
        return new Layout.Map(0, 0, entries.All(entry => !IsBlock(entry.Value)), entries);
    }

    /// <summary>Several plain values, like a row of a table.</summary>
    private static bool IsRow(Layout.Map map) => map.Entries.Count > 1 && map.Entries.All(entry => entry.Value is Layout.Text);

    private static bool IsBlock(Layout layout) => layout is Layout.Collection { Flow: false, IsEmpty: false };
}
