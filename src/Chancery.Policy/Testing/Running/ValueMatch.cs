using System.Globalization;
using System.Text.Json;
using Chancery.Policy.Literals;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Given;

namespace Chancery.Policy.Testing.Running;

/// <summary>
/// Whether an actual value is what a test expects: mappings need not name everything, lists are complete and in order; a
/// literal is one of the values of a parameter that has several.
/// </summary>
internal static class ValueMatch
{
    public static bool Holds(Node expected, JsonElement actual) => (expected, actual.ValueKind) switch
    {
        (Node.Scalar scalar, JsonValueKind.Object) => actual.TryGetProperty("method", out var method) && IsText(scalar.Text, method),
        (Node.Scalar scalar, JsonValueKind.Array) => actual.GetArrayLength() == 1 && Holds(scalar, actual[0]),
        (Node.Scalar scalar, _) => IsText(scalar.Text, actual),
        (Node.Sequence list, JsonValueKind.Array) => list.Items.Count == actual.GetArrayLength() && list.Items.Zip(actual.EnumerateArray()).All(pair => Holds(pair.First, pair.Second)),
        (Node.Sequence list, JsonValueKind.String) => list.Items.Select(Rendering.Of).SequenceEqual(actual.GetString()!.Split('\n')),
        (Node.Mapping mapping, JsonValueKind.Object) => mapping.Entries.All(entry => Member(entry, actual)),
        _ => false,
    };

    /// <summary>One of several stands for any of them.</summary>
    public static bool IsOneOf(Node expected, string actual) => expected switch
    {
        Node.Scalar scalar => scalar.Text == actual,
        Node.Sequence list => list.Items.Any(item => IsOneOf(item, actual)),
        _ => false,
    };

    private static bool Member(Node.Entry expected, JsonElement actual)
    {
        var name = expected.Key.Text;
        if (actual.TryGetProperty(name, out var value))
            return Holds(expected.Value, value);
        // Plans write nested parameters of actions as dotted names, and times as seconds.
        if (expected.Value is Node.Mapping nested)
            return nested.Entries.All(inner => Member(new Node.Entry(inner.Key with { Text = $"{name}.{inner.Key.Text}" }, inner.Value), actual));
        return actual.TryGetProperty(name + "Seconds", out var seconds) && expected.Value is Node.Scalar duration
            && Quantity.Duration(duration.Text) is { } time && time.TotalSeconds == seconds.GetDouble();
    }

    private static bool IsText(string expected, JsonElement actual)
    {
        var text = Rendering.Of(actual);
        return expected == text
            || actual.ValueKind == JsonValueKind.Number && Literal.Amount(expected) is { } amount && amount == actual.GetDecimal()
            || actual.ValueKind == JsonValueKind.String && actual.GetString()!.Split('\n') is [_, _, ..] items && items.Contains(expected)
            || actual.ValueKind == JsonValueKind.String && Quantity.Duration(expected) is { } one && Quantity.Duration(text) is { } other && one == other;
    }

    public static int? Number(Node? node) =>
        node is Node.Scalar scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
