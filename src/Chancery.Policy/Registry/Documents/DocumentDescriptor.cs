using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>One kind of document.</summary>
/// <param name="Kind">As <c>kind:</c> writes it.</param>
internal sealed record DocumentDescriptor(string Kind, Shape.Keys Shape, string English, string German)
{
    public Help Help => new(English, German);

    public IReadOnlyList<string> KeyNames => [.. Shape.Known.Select(key => key.Name)];
}
