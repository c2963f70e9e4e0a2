namespace Chancery.Policy.Profiles;

/// <summary>The profiles of a tenant, by section and name; built-in ones are called <c>default</c> (R17), those of cryptography by what they follow.</summary>
internal sealed class ProfileSet
{
    /// <summary>Known to whoever carries them out; a tenant's profile of the same name changes single values of them.</summary>
    private static readonly string[] CryptoProfiles = ["bsi-standard", "edi-energy", "compatible"];

    private readonly Dictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> _sections;

    public ProfileSet(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> declared) =>
        _sections = ProfileSections.All.ToDictionary(section => section.Name, section => WithDefault(section, declared.GetValueOrDefault(section.Name)), StringComparer.Ordinal);

    /// <summary>The tenant declares profiles of this section of its own.</summary>
    public bool Declares(string section) => _sections[section].Keys.Any(name => name != "default" && !CryptoProfiles.Contains(name));

    public static ProfileSet BuiltIn { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>());

    /// <summary>The profiles of a section with their values; nested names are dotted, as in actions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Of(string section) => _sections[section];

    /// <summary>The values of a profile, or of the built-in one; empty where there is neither.</summary>
    public IReadOnlyDictionary<string, string> Values(string section, string? name) =>
        Of(section).GetValueOrDefault(name ?? "default") ?? new Dictionary<string, string>();

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> WithDefault(ProfileSection section, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? declared)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(declared ?? new Dictionary<string, IReadOnlyDictionary<string, string>>(), StringComparer.Ordinal);
        if (section.Default is not null)
            all.TryAdd("default", section.Default);
        foreach (var name in section.Name == "crypto" ? CryptoProfiles : [])
            all.TryAdd(name, new Dictionary<string, string>());
        return all;
    }
}
