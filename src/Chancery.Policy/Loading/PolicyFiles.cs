namespace Chancery.Policy.Loading;

/// <summary>The documents of a policy folder: every <c>*.yaml</c> and <c>*.json</c> but those under <c>fixtures/</c> and <c>lists/</c> (R38).</summary>
internal static class PolicyFiles
{
    private static readonly string[] NotRead = ["fixtures", "lists"];

    /// <summary>Ordered by their names.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<SourceFile> In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"no policy folder `{folder}`");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(IsDocument)
            .Order(StringComparer.Ordinal)
            .Select(path => SourceFile.At(Path.Combine(folder, path), path));
    }

    /// <param name="path">Relative to the policy folder, with <c>/</c>.</param>
    public static bool IsDocument(string path) =>
        (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        && !path.Split('/')[..^1].Any(part => NotRead.Contains(part) || part.StartsWith('.'));
}
