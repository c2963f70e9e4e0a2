using Chancery.Policy.Syntax;

namespace Chancery.Policy.Templates;

/// <summary>Rules with gaps; an instance in a rule set fills them (language, 1.1).</summary>
internal sealed record Template(string Id, IReadOnlyList<TemplateParameter> Parameters, IReadOnlyList<Node> Rules);

/// <param name="Type">What may be given.</param>
/// <param name="Many">A list may be given too.</param>
/// <param name="Values">For choices; null: everything of the type.</param>
/// <param name="Default">Null: an instance must give it.</param>
internal sealed record TemplateParameter(string Name, string Type, bool Many, IReadOnlyList<string>? Values, Node? Default)
{
    public static readonly string[] Types = ["text", "domain", "address", "size", "duration", "number", "flag", "method"];
}
