using Chancery.Host.Settings;

namespace Chancery.Tests.Settings;

/// <summary>The reference page and the reader know the same keys.</summary>
public sealed class SettingsReferenceTests
{
    public static TheoryData<string> Keys => [.. SettingsReference.Keys.Select(entry => entry.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_of_the_page_is_read(string key)
    {
        var variable = "CHANCERY__" + key.Replace("[]", ".0", StringComparison.Ordinal).Replace("*", "x1", StringComparison.Ordinal)
            .Replace(".", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();
        var findings = SettingsReader.Read("chancery.yaml", "", [KeyValuePair.Create(variable, "~none~")]).Findings;
        Assert.DoesNotContain(findings, finding => finding.Code == "CH7002");
    }

    [Fact]
    public void The_page_is_not_stale()
    {
        var path = Path.Combine(Root(), "docs", "reference", "settings.md");
        if (Environment.GetEnvironmentVariable("CHANCERY_WRITE") is { Length: > 0 })
            File.WriteAllText(path, SettingsReference.Markdown());
        Assert.True(File.ReadAllText(path) == SettingsReference.Markdown(), "docs/reference/settings.md is stale; run the tests once with CHANCERY_WRITE=1");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chancery.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
