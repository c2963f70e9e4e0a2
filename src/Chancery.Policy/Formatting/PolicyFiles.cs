namespace Chancery.Policy.Formatting;

/// <summary>The files that are written anew together.</summary>
public static class PolicyFiles
{
    /// <summary>The documents of a policy folder, as the loader finds them, in the order of their names.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => Loading.PolicyFiles.IsDocument(Path.GetRelativePath(folder, path).Replace('\\', '/')))
        .Order(StringComparer.Ordinal);

    /// <summary>By its ending.</summary>
    public static bool IsDocument(string file) => Loading.PolicyFiles.IsDocument(Path.GetFileName(file));
}
