using System.Text;
using Chancery.Policy.Formatting;
using CsCheck;

namespace Chancery.Policy.Tests.Formatting;

/// <summary>Whatever a valid file looks like: formatting keeps what it says and every comment, and does nothing the second time.</summary>
public sealed class FormatProperties
{
    [Fact]
    public void Formatting_keeps_the_meaning_and_the_comments_and_is_idempotent() => AnyText.Gen.Sample(any =>
    {
        var once = Format(any.Yaml);
        Assert.Equal(YamlTree.Of(any.Yaml), YamlTree.Of(once));
        Assert.All(any.Comments, comment => Assert.Contains(comment, once, StringComparison.Ordinal));
        Assert.Equal(once, Format(once));
        Assert.EndsWith("\n", once, StringComparison.Ordinal);
    }, iter: 2_000, print: any => any.Yaml);

    [Fact]
    public void The_way_to_JSON_and_back_keeps_the_meaning() => AnyText.Gen.Sample(any =>
    {
        var json = PolicyRewrite.Convert("a.yaml", Encoding.UTF8.GetBytes(any.Yaml), toJson: true);
        Assert.Equal(any.Comments.Count, json.CommentsLeft);
        Assert.Equal(json.Text, PolicyRewrite.Format("a.json", json.Octets!).Text);
        var back = PolicyRewrite.Convert("a.json", json.Octets!, toJson: false);
        Assert.Equal(YamlTree.Of(any.Yaml), YamlTree.Of(back.Text!));
        Assert.Equal(back.Text, Format(back.Text!));
        Assert.Equal(json.Text, PolicyRewrite.Convert("a.yaml", back.Octets!, toJson: true).Text);
    }, iter: 500, print: any => any.Yaml);

    private static string Format(string yaml)
    {
        var formatted = PolicyRewrite.Format("a.yaml", Encoding.UTF8.GetBytes(yaml));
        Assert.True(formatted.Text is not null, string.Join('\n', formatted.Findings));
        return formatted.Text!;
    }
}
