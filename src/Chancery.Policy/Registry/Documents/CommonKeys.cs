using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>What every document begins with.</summary>
internal static class CommonKeys
{
    private static readonly Choices Versions = new(new Choice("chancery/v1", "this version of the language", "diese Fassung der Sprache"));

    private static readonly Shape Metadata = Forms.Keys(
        new KeyDescriptor("id", Forms.Pattern("^[A-Za-z0-9][A-Za-z0-9._-]*$"), "name of the document, unique in the tenant", "Name des Dokuments, eindeutig im Mandanten", Default: "the file's name"),
        new KeyDescriptor("title", Forms.Text, "for people", "für Menschen"),
        new KeyDescriptor("owner", Forms.Text, "who answers for it", "wer dafür verantwortlich ist"),
        new KeyDescriptor("norms", Forms.Texts, "what demands it", "was es fordert"),
        new KeyDescriptor("description", Forms.Text, "for people, longer", "für Menschen, ausführlicher"));

    public static IReadOnlyList<KeyDescriptor> Of(string kind, string english, string german) =>
    [
        new("apiVersion", Forms.Choice(Versions), "version of the language", "Fassung der Sprache", Default: "chancery/v1"),
        new("kind", Forms.Choice(new Choices(new Choice(kind, english, german))), "kind of document", "Art des Dokuments", Default: kind is "RuleSet" or "Manifest" ? kind : null, Required: kind is not ("RuleSet" or "Manifest")),
        new("metadata", Metadata, "name and owner", "Name und Verantwortliche"),
    ];

    public static DocumentDescriptor Document(string kind, string english, string german, IReadOnlyList<KeyDescriptor> keys, Func<Shape.Keys, Shape.Keys>? refine = null)
    {
        var shape = Forms.Keys([.. Of(kind, english, german), .. keys]);
        return new(kind, refine is null ? shape : refine(shape), english, german);
    }
}
