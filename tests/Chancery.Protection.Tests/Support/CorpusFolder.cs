namespace Chancery.Protection.Tests.Support;

/// <summary>The test material, where CHANCERY_CORPUS says or beside the repository.</summary>
internal static class CorpusFolder
{
    public static string? Root { get; } = Find();

    public static string Of(params string[] names)
    {
        Assert.SkipWhen(Root is null, "the corpus is absent (CHANCERY_CORPUS)");
        return Path.Combine([Root!, .. names]);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHANCERY_CORPUS") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(beside))
                return beside;
        }

        return null;
    }
}
