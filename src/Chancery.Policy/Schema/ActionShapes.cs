using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>Actions: a name, or a name with its value (language, 1.3).</summary>
internal static class ActionShapes
{
    private static readonly Choices Alone = new(
        [.. ActionRegistry.All.Where(action => !action.Parameters.Any(parameter => parameter.Required)).Select(action => new Choice(action.Name, action.English, action.German))]);

    private static readonly Shape One = Forms.Keys([.. ActionRegistry.All.Select(action => new KeyDescriptor(action.Name, new Shape.Named("action." + action.Name), action.English, action.German))]) with
    {
        Least = 1,
        Most = 1,
        Snippets = [.. ActionRegistry.All.Where(action => action.Parameters.Any(parameter => parameter.Required)).Select(SnippetOf)],
    };

    public static IReadOnlyList<KeyDescriptor> All { get; } =
    [
        new("actions", Forms.Many(new Shape.Named("action")), "actions", "Aktionen"),
        new("action", new Shape.Either([Forms.Choice(Alone), One]), "an action", "eine Aktion"),
        .. ActionRegistry.All.Select(action => new KeyDescriptor("action." + action.Name, ParameterShapes.Of(action), action.English, action.German)),
    ];

    private static Snippet SnippetOf(ActionDescriptor action)
    {
        var required = action.Parameters.Where(parameter => parameter.Required).Select((parameter, i) => $"\"{parameter.Name}\": {(parameter.Type == ParameterType.Choices ? $"[ \"${i + 1}\" ]" : $"\"${i + 1}\"")}");
        return new(new(action.Name, action.Name), $$"""{ "{{action.Name}}": { {{string.Join(", ", required)}} } }""");
    }
}
