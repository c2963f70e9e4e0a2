using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chancery.Policy.Registry.Documents;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>
/// The language as JSON Schema draft-07, made from the registry: for completion, and to refuse wrong shapes while one types.
/// Trust, references and everything across files is judged by <c>policy check</c> alone.
/// </summary>
public static class PolicySchema
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Kinds { get; } = [.. DocumentRegistry.All.Select(document => document.Kind)];

    /// <param name="kind">One of <see cref="Kinds"/> in any case; null: one schema for documents of every kind.</param>
    /// <param name="language"><c>de</c>, else English.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static string Write(string? kind, string language)
    {
        var schema = kind is null ? OfAll(language)
            : Of(DocumentRegistry.Find(kind) ?? throw new ArgumentException($"no kind `{kind}`", nameof(kind)), language);
        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Of(DocumentDescriptor document, string language)
    {
        var root = Head($"Chancery {document.Kind} v1", document.Help.In(language));
        foreach (var (name, value) in new SchemaWriter(language).Write(document.Shape).ToList())
            root[name] = value?.DeepClone();
        root["definitions"] = DefinitionsOf(document.Shape, language);
        return root;
    }

    /// <summary>The kind decides; a document without one is a rule set or the manifest, which only its name tells.</summary>
    private static JsonObject OfAll(string language)
    {
        var root = Head("Chancery policy v1", language == "de" ? "ein Dokument einer Richtlinie" : "a document of a policy");
        var definitions = DefinitionsOf(new Shape.Either([.. DocumentRegistry.All.Select(document => document.Shape)]), language);
        foreach (var document in DocumentRegistry.All)
            definitions[document.Kind] = new SchemaWriter(language).Write(document.Shape);
        root["type"] = "object";
        root["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = new JsonArray([.. Kinds.Select(kind => JsonValue.Create(kind))]) } };
        var cases = new JsonArray([.. Kinds.Select(kind => Case(new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind } }, ["required"] = new JsonArray("kind") }, Reference(kind)))]);
        cases.Add(Case(new JsonObject { ["not"] = new JsonObject { ["required"] = new JsonArray("kind") } }, new JsonObject { ["anyOf"] = new JsonArray(Reference("RuleSet"), Reference("Manifest")) }));
        root["allOf"] = cases;
        root["definitions"] = definitions;
        return root;
    }

    private static JsonObject Head(string title, string help) => new() { ["$schema"] = Draft, ["title"] = title, ["markdownDescription"] = help };

    private static JsonObject Case(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    private static JsonObject DefinitionsOf(Shape root, string language)
    {
        var writer = new SchemaWriter(language);
        return new JsonObject(Definitions.Of(root).Select(part => KeyValuePair.Create(part.Name, (JsonNode?)writer.Write(part))));
    }
}
