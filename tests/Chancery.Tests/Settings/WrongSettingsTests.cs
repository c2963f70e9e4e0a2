using Chancery.Host.Settings;

namespace Chancery.Tests.Settings;

/// <summary>A settings file full of mistakes and, beside it, what must be said about it: one line per finding.</summary>
public sealed class WrongSettingsTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Settings", "cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_mistakes_are_named_at_once(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));
        var found = SettingsReader.Read("chancery.yaml", text, []).Findings
            .Select(finding => $"{finding.Line}:{finding.Column} {finding.Code} {finding.Message}");
        Assert.Equal(File.ReadAllLines(Path.Combine(Folder, name + ".expected")), found);
    }
}
