using System.Text.Json;
using Chancery.Policy.Findings;
using Chancery.Policy.Loading;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Findings;

/// <summary>Policies with mistakes, one folder each in <c>cases/findings</c>: every mistake has its code, its place, and no other finding stands beside it.</summary>
public sealed class GoldenFindingTests
{
    public static TheoryData<string> Names => Cases.In("findings");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_found_where_it_stands(string name)
    {
        var folder = Cases.FolderOf("findings", name);
        var load = PolicyLoader.Load(Path.Combine(folder, "policy"));
        var actual = JsonSerializer.SerializeToElement(new { findings = load.Findings.Select(finding => JsonOf(finding, Path.Combine(folder, "policy"))) });
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        var difference = JsonSubset.Difference(expected.RootElement, actual);
        Assert.True(difference is null, $"{difference}\n{string.Join('\n', load.Findings)}");
        Assert.All(load.Findings, finding => Assert.True(finding.Help.Length > 0 && finding.Message.Length > 0 && !finding.Message.EndsWith('.'), finding.ToString()));
        Assert.Equal(load.Findings.Any(finding => finding.Severity == Severity.Error), load.Policies.Count == 0);
    }

    private static object JsonOf(Finding finding, string folder) => new
    {
        code = finding.Code,
        message = finding.Message,
        help = finding.Help,
        severity = finding.Severity.ToString().ToLowerInvariant(),
        file = Path.GetRelativePath(folder, finding.File).Replace('\\', '/'),
        line = finding.Line,
        column = finding.Column,
        fix = finding.Fix is { } fix ? new { replace = fix.Replace } : null,
    };
}
