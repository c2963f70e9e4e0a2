using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Registry.Documents;

/// <summary>Parameters of methods and of the systems behind actions, by section and name (language, 1.6).</summary>
internal static class ProfilesDocument
{
    public static DocumentDescriptor Descriptor { get; } = CommonKeys.Document("Profiles", "crypto, pdf, portals, spaces, archives, sinks", "Kryptografie, PDF, Portale, Ablagen, Archive, Ziele",
        [.. ProfileSections.All.Select(section => new KeyDescriptor(section.Name, new Shape.Names(new Shape.Named("profile." + section.Name)), section.English, section.German))]);

    public static IReadOnlyList<KeyDescriptor> Parts { get; } =
        [.. ProfileSections.All.Select(section => new KeyDescriptor("profile." + section.Name, ShapeOf(section), section.English, section.German))];

    private static Shape.Keys ShapeOf(ProfileSectionDescriptor section) =>
        section.Name == "sinks" ? ParameterShapes.Of(section.Parameters) with { Least = 1, Most = 1 } : ParameterShapes.Of(section.Parameters);
}
