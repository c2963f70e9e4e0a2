using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>All kinds of documents, and the mappings inside them that have a name.</summary>
internal static class DocumentRegistry
{
    public static IReadOnlyList<DocumentDescriptor> All { get; } =
    [
        RuleSetDocument.Descriptor, VocabularyDocument.Descriptor, ProfilesDocument.Descriptor, TemplateDocument.Descriptor,
        InvariantsDocument.Descriptor, TestsDocument.Descriptor, ManifestDocument.Descriptor,
    ];

    /// <summary>Shapes that the documents refer to by name.</summary>
    public static IReadOnlyList<KeyDescriptor> Parts { get; } =
        [.. RuleSetDocument.Parts, .. VocabularyDocument.Parts, .. ProfilesDocument.Parts, .. TestsDocument.Parts];

    public static DocumentDescriptor? Find(string kind) => All.FirstOrDefault(document => document.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>The keys of a part, for those who read it.</summary>
    public static IReadOnlyList<string> KeysOf(string part) =>
        Parts.First(known => known.Name == part).Shape is Shape.Keys keys ? [.. keys.Known.Select(key => key.Name)] : [];
}
