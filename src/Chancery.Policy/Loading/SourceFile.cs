using Chancery.Policy.Syntax;

namespace Chancery.Policy.Loading;

/// <param name="Path">As the user named it, for findings.</param>
/// <param name="Name">Relative to the policy folder, with <c>/</c>.</param>
/// <param name="Octets">Null if it could not be read.</param>
internal sealed record SourceFile(string Path, string Name, byte[]? Octets)
{
    public static SourceFile At(string path, string name)
    {
        try
        {
            return new SourceFile(path, name, File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(path, name, null);
        }
    }

    public bool IsManifest => Name is "policy.yaml" or "policy.yml" or "policy.json";

    /// <summary>The tenant in whose folder it lies; null for a file of all (a plain folder).</summary>
    public string? Tenant => Name.Split('/') is ["tenants", var tenant, _, ..] ? tenant : null;

    public Node? Read(FindingBag findings)
    {
        if (Octets is null)
        {
            findings.Error("CH1013", new Place(Path, 1, 1, 0), "the file cannot be read", "check that it exists and may be read");
            return null;
        }

        if (SourceText.Read(Path, Octets, findings) is not { } text)
            return null;
        return Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? JsonReader.Read(Path, text, findings) : YamlReader.Read(Path, text, findings);
    }
}
