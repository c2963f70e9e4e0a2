using System.Text.RegularExpressions;

namespace Architecture;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() =>
        Assert.DoesNotContain(
            Repository.Files("src", "*.cs", "*.razor", "*.css", "*.yaml"), file => Repository.Read(file).Split('\n').Length > LongestFile);

    [Fact]
    public void A_namespace_says_where_its_file_lies()
    {
        var wrong =
            from file in Repository.Files("src", "*.cs")
            let match = Namespace().Match(Repository.Read(file))
            where match.Success && match.Groups[1].Value != Expected(file)
            select $"{file} is in {match.Groups[1].Value}, not in {Expected(file)}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_names_the_machine_it_was_written_on() =>
        Assert.Empty(
            from file in Repository.Files("src", "*.*").Concat(Repository.Files("docs", "*.md")).Concat(Repository.Files("policies", "*.*"))
            where MachinePath().IsMatch(Repository.Read(file))
            select file);

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(
            from file in Repository.Files("src", "*.cs", "*.razor")
            where LeftForLater().IsMatch(Repository.Read(file))
            select file);

    /// <summary>The host's root namespace is <c>Chancery.Host</c>, because <c>Chancery</c> alone would hide the rooms' names.</summary>
    private static string Expected(string file)
    {
        var parts = file.Split('/')[1..^1];
        return string.Join('.', parts[0] == "Chancery" ? ["Chancery.Host", .. parts[1..]] : parts);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<![\w.])/(work|home|root|Users)/\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK|NotImplementedException)\b")]
    private static partial Regex LeftForLater();
}
