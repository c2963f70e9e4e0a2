namespace Chancery.Policy.Tests.Support;

/// <summary>The test material, where CHANCERY_CORPUS says or beside the repository.</summary>
internal static class CorpusFolder
{
    /// <summary>Null where it is absent.</summary>
    public static string? Find(string folder)
    {
        var root = Environment.GetEnvironmentVariable("CHANCERY_CORPUS") is { Length: > 0 } given ? given : Beside();
        var path = root is null ? null : Path.Combine(root, folder);
        return Directory.Exists(path) ? path : null;
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "corpus") : null;
        return null;
    }
}
