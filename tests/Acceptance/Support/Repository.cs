namespace Acceptance.Support;

/// <summary>Where the built product and the test material are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Program => Path.Combine(Root, "artifacts", "bin", "Chancery", "release", "chancery.dll");

    /// <summary>The shared corpus; null in a clone that stands alone.</summary>
    public static string? Corpus { get; } =
        new[] { Environment.GetEnvironmentVariable("CHANCERY_CORPUS"), Path.Combine(Root, "..", "shared", "corpus") }
            .FirstOrDefault(path => path is not null && Directory.Exists(path)) is { } found ? Path.GetFullPath(found) : null;

    /// <summary>The shared corpus, or else our own small one.</summary>
    public static string CorpusOrOwn => Corpus ?? Path.Combine(Root, "tests", "data");

    public static string RequireCorpus(params string[] below)
    {
        Assert.SkipWhen(Corpus is null, "the shared corpus is not beside this clone");
        return Path.Combine([Corpus!, .. below]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("not inside a clone");
    }
}
