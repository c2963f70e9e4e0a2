using System.Text.RegularExpressions;

namespace Architecture;

/// <summary>Papers that follow from the source are not stale.</summary>
public sealed partial class PaperTests
{
    [Fact]
    public void Every_package_stands_on_the_page_of_third_parties()
    {
        var page = Repository.Read("docs/third-party.md");
        Assert.DoesNotContain(Package().Matches(Repository.Read("Directory.Packages.props")), match => !page.Contains(match.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_log_event_has_a_number_of_its_own_and_stands_in_the_table()
    {
        var events = Events().ToList();
        Assert.Equal(events.Count, events.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(Repository.Files("src", "*.cs").Sum(file => Regex.Count(Repository.Read(file), @"\[LoggerMessage\(")), events.Count);
        var table = "# Log events\n\nMade from the source; numbers stay what they are.\n\n| number | level | text | where |\n|---|---|---|---|\n"
            + string.Concat(events.OrderBy(entry => entry.Id).Select(entry => $"| {entry.Id} | {entry.Level} | {entry.Text} | {entry.Where} |\n"));
        Generated.Matches("docs/reference/events.md", table);
    }

    [Fact]
    public void Links_between_papers_lead_somewhere()
    {
        var broken =
            from file in Repository.Files("docs", "*.md").Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
            from Match link in Link().Matches(Repository.Read(file))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file) ?? "", target)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{file}: {target}";
        Assert.Empty(broken);
    }

    private static IEnumerable<(int Id, string Level, string Text, string Where)> Events() =>
        from file in Repository.Files("src", "*.cs")
        from Match match in LogMessage().Matches(Repository.Read(file))
        select (int.Parse(match.Groups[1].Value), match.Groups[2].Value.ToLowerInvariant(), match.Groups[3].Value.Replace("|", "\\|", StringComparison.Ordinal),
            Path.GetFileName(file).Split('.')[0]);

    [GeneratedRegex("""<PackageVersion Include="([^"]+)" """)]
    private static partial Regex Package();

    [GeneratedRegex("""\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+),\s*(?:Level\s*=\s*)?LogLevel\.(\w+),\s*(?:Message\s*=\s*)?"((?:[^"\\]|\\.)*)"\)\]""")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
