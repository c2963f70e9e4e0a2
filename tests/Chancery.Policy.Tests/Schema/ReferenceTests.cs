using Chancery.Policy.Reference;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Schema;

/// <summary>Reference pages and schemas in <c>docs/reference</c> are what the registry says today.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Files => [.. ReferencePages.All.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_is_not_stale(string file)
    {
        var expected = ReferencePages.All[file]();
        var path = Repository.Path("docs", "reference", file);
        if (Environment.GetEnvironmentVariable("CHANCERY_WRITE") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == expected,
            $"docs/reference/{file} is stale; run `CHANCERY_WRITE=1 artifacts/bin/Chancery.Policy.Tests/release/Chancery.Policy.Tests` once");
    }
}
