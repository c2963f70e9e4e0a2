namespace Chancery.Mail.Tests.Corpus;

/// <summary>The test material, which lies beside the repository or where CHANCERY_CORPUS says.</summary>
internal static class CorpusFiles
{
    public static string? Root { get; } = Find();

    /// <summary>Ends the test as skipped where the material is absent.</summary>
    public static string Require(string folder)
    {
        Assert.SkipWhen(Root is null, "the corpus is absent (CHANCERY_CORPUS)");
        return Path.Combine(Root!, folder);
    }

    public static IEnumerable<string> Mails(string folder = "") =>
        Directory.EnumerateFiles(Require(folder), "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHANCERY_CORPUS") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
            {
                var corpus = Path.Combine(folder.Parent!.FullName, "shared", "corpus");
                return Directory.Exists(corpus) ? corpus : null;
            }
        return null;
    }
}
