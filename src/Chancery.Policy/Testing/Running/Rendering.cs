using System.Text.Json;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Testing.Running;

/// <summary>Values for people, the expected and the actual in the same spelling.</summary>
internal static class Rendering
{
    public static string Of(Node node) => node switch
    {
        Node.Scalar scalar => scalar.Text,
        Node.Sequence list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        Node.Mapping mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key.Text}: {Of(entry.Value)}"))} }}",
        _ => "",
    };

    public static string Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", json.EnumerateArray().Select(Of))}]",
        JsonValueKind.Object => $"{{ {string.Join(", ", json.EnumerateObject().Select(member => $"{member.Name}: {Of(member.Value)}"))} }}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => json.GetString()!.Replace("\n", ", ", StringComparison.Ordinal),
        _ => json.GetRawText(),
    };
}
