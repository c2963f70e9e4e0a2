using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry;

/// <summary>One key of a document, or of a mapping in it.</summary>
/// <param name="Shape">What may stand there.</param>
/// <param name="Default">As the language spells it; null: none.</param>
internal sealed record KeyDescriptor(string Name, Shape Shape, string English, string German, bool Required = false, string? Default = null)
{
    public Help Help => new(English, German);
}
