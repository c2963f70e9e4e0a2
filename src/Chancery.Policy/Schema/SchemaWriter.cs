using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>Writes shapes as JSON Schema draft-07, with the annotations that editors show.</summary>
/// <param name="language"><c>de</c>, else English.</param>
internal sealed class SchemaWriter(string language)
{
    public JsonObject Write(Shape shape) => shape switch
    {
        Shape.Text text => Text(text),
        Shape.Choice choice => Choice(choice.Values),
        Shape.Flag => new JsonObject { ["type"] = Strings("boolean", "string"), ["pattern"] = "^(true|false)$" },
        Shape.Number number => Number(number),
        Shape.Named named => new JsonObject { ["$ref"] = "#/definitions/" + named.Definition },
        Shape.Items items => Items(items),
        Shape.Keys keys => Keys(keys),
        Shape.Names names => new JsonObject { ["type"] = "object", ["additionalProperties"] = Write(names.Value) },
        Shape.Either either => new JsonObject { ["anyOf"] = new JsonArray([.. either.Options.SelectMany(Flat).Select(Write)]) },
        Shape.Nothing => new JsonObject { ["type"] = "null" },
        _ => [],
    };

    /// <summary>A shape with the help of its place.</summary>
    public JsonObject Write(KeyDescriptor key)
    {
        var schema = Write(key.Shape);
        var otherwise = key.Default is null ? "" : language == "de" ? $" (Vorgabe: {Quote(key)})" : $" (default: {Quote(key)})";
        schema["markdownDescription"] = key.Help.In(language) + otherwise;
        if (key.Default is not null && key.Shape is Shape.Choice or Shape.Flag)
            schema["default"] = key.Default;
        return schema;
    }

    private static string Quote(KeyDescriptor key) => key.Default!.Contains(' ', StringComparison.Ordinal) ? key.Default : $"`{key.Default}`";

    private static IEnumerable<Shape> Flat(Shape shape) => shape is Shape.Either inner ? inner.Options.SelectMany(Flat) : [shape];

    /// <summary>What YAML would make a number or boolean of counts as the text it is written as.</summary>
    private static JsonObject Text(Shape.Text text)
    {
        var types = new List<string> { "string" };
        if (text.Pattern is null || Regex.IsMatch("1", text.Pattern))
            types.Add("number");
        if (text.Pattern is null || Regex.IsMatch("true", text.Pattern))
            types.Add("boolean");
        var schema = new JsonObject { ["type"] = types.Count == 1 ? types[0] : Strings([.. types]) };
        if (text.Pattern is { } pattern)
            schema["pattern"] = pattern;
        return schema;
    }

    private JsonObject Choice(Choices values)
    {
        var (names, help) = (new JsonArray(), new JsonArray());
        foreach (var value in values.All)
        {
            foreach (var written in Typed(value.Name))
            {
                names.Add(written);
                help.Add(value.Help.In(language));
            }
        }

        return new JsonObject { ["enum"] = names, ["enumDescriptions"] = help };
    }

    private static IEnumerable<JsonNode> Typed(string value)
    {
        yield return JsonValue.Create(value);
        if (value is "true" or "false")
            yield return JsonValue.Create(value == "true");
        else if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            yield return JsonValue.Create(number);
    }

    private static JsonObject Number(Shape.Number number)
    {
        var schema = new JsonObject { ["type"] = Strings("integer", "string"), ["pattern"] = number.Least is null ? "^-?[0-9]+$" : "^[0-9]+$" };
        if (number.Least is { } least)
            schema["minimum"] = least;
        return schema;
    }

    private JsonObject Items(Shape.Items items)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Write(items.Item) };
        if (items.Least > 0)
            schema["minItems"] = items.Least;
        if (items.Most is { } most)
            schema["maxItems"] = most;
        if (items.Unique)
            schema["uniqueItems"] = true;
        return schema;
    }

    private JsonObject Keys(Shape.Keys keys)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Known.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Write(key)))),
        };
        if (keys.Known.Any(key => key.Required))
            schema["required"] = Strings([.. keys.Known.Where(key => key.Required).Select(key => key.Name)]);
        if (keys.Least > 0)
            schema["minProperties"] = keys.Least;
        if (keys.Most is { } most)
            schema["maxProperties"] = most;
        if (keys.OneOf.Count > 0)
            schema["anyOf"] = new JsonArray([.. keys.OneOf.Select(name => new JsonObject { ["required"] = Strings(name) })]);
        if (keys.Snippets.Count > 0)
            schema["defaultSnippets"] = new JsonArray([.. keys.Snippets.Select(snippet => new JsonObject { ["label"] = snippet.Label.In(language), ["body"] = JsonNode.Parse(snippet.Body) })]);
        return schema;
    }

    private static JsonArray Strings(params string[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
