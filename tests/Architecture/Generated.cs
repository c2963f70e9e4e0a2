namespace Architecture;

/// <summary>Pages made from the source: compared, and written anew where <c>CHANCERY_WRITE</c> is set.</summary>
internal static class Generated
{
    public static void Matches(string page, string expected)
    {
        var path = Path.Combine(Repository.Root, page);
        if (Environment.GetEnvironmentVariable("CHANCERY_WRITE") is { Length: > 0 })
            File.WriteAllText(path, expected);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, $"{page} is stale; run the tests once with CHANCERY_WRITE=1");
    }
}
