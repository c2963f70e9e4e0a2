namespace Chancery.Policy.Tests.Formatting;

/// <summary>Every policy file at hand: the examples of the repository and the cases of these tests.</summary>
internal static class PolicyTexts
{
    public static TheoryData<string> All
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var root in Roots().Where(Directory.Exists))
                foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(IsPolicy).Order(StringComparer.Ordinal))
                    data.Add(path);
            return data;
        }
    }

    private static IEnumerable<string> Roots()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "cases");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
                yield return Path.Combine(folder.FullName, "policies");
    }

    private static bool IsPolicy(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal) && path.Split('/') is [.., "policy", _];
}
