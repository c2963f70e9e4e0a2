using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Deciding;

/// <summary>Policies and mails with the plans that must follow, one folder each in <c>cases/decide</c>.</summary>
public sealed class GoldenDecisionTests
{
    public static TheoryData<string> Names => Cases.In("decide");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_decided_as_expected(string name)
    {
        using var golden = new GoldenCase(Cases.FolderOf("decide", name));
        var actual = golden.Decide();
        var difference = JsonSubset.Difference(golden.Expected, actual);
        Assert.True(difference is null, $"{difference}\n{actual}");
    }
}
