using Chancery.Policy.Registry;

namespace Chancery.Policy.Profiles;

/// <summary>One section of a Profiles document.</summary>
/// <param name="Singular">For messages.</param>
/// <param name="Default">The profile <c>default</c> that is there without an entry (R17); null: none.</param>
internal sealed record ProfileSection(string Name, string Singular, IReadOnlyList<ParameterDescriptor> Parameters, IReadOnlyDictionary<string, string>? Default);

/// <summary>All sections with what may stand in them, and what is there by itself.</summary>
internal static class ProfileSections
{
    private static readonly Dictionary<string, (string Singular, Dictionary<string, string>? Default)> Known = new(StringComparer.Ordinal)
    {
        ["crypto"] = ("crypto profile", null),
        ["pdf"] = ("PDF profile", Of(("encryption", "aes-256"), ("password.strategy", "generated"), ("password.length", "16"), ("password.deliver", "phone"), ("returnChannel", "none"))),
        ["portals"] = ("portal", Of(("twoFactor", "none"), ("reply", "true"), ("download", "true"), ("retention", "90d"))),
        ["spaces"] = ("space", Of(("encryption", "per-object-key"))),
        ["archives"] = ("archive", Of(("form", "plain"))),
        ["sinks"] = ("sink", null),
    };

    public static IReadOnlyList<ProfileSection> All { get; } =
        [.. Registry.Documents.ProfileSections.All.Select(section => new ProfileSection(section.Name, Known[section.Name].Singular, section.Parameters, Known[section.Name].Default))];

    private static Dictionary<string, string> Of(params (string Key, string Value)[] values) => values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
}
