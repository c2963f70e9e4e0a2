using System.Text;
using Chancery.Mail.AuthResults;
using Chancery.Mail.Headers;
using CsCheck;

namespace Chancery.Mail.Tests.Authentication;

/// <summary><c>Authentication-Results</c> (RFC 8601): what they say, and whose word is taken.</summary>
public sealed class AuthResultsTests
{
    [Theory]
    [InlineData("mx.example; none", "")]
    [InlineData("mx.example; spf=pass smtp.mailfrom=example.net", "spf=pass")]
    [InlineData("mx.example 1; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net", "auth=pass spf=pass")]
    [InlineData("mx.example; dkim=pass (good signature) header.d=mail-router.example.net header.b=oINEO8hg; dkim=fail (bad) reason=\"a; b\" header.d=newyork.example.com", "dkim=pass dkim=fail")]
    [InlineData("foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462", "dkim=fail")]
    [InlineData("\"mx.example\"; DKIM=Pass header.d=x.example", "dkim=pass")]
    [InlineData("mx.example 2; spf=pass", null)]
    [InlineData("mx.example; spf=pass (never ends", null)]
    [InlineData("", null)]
    public void Fields_are_read(string text, string? expected) =>
        Assert.Equal(expected, AuthResultsField.TryParse(text, out var field) ? string.Join(' ', field.Results.Select(result => $"{result.Method}={result.Result}")) : null);

    [Fact]
    public void The_uppermost_field_of_the_trusted_server_counts_alone()
    {
        var header = Header("""
            Received: from x
            Authentication-Results: other.example; dmarc=pass
            Authentication-Results: mx.edge.example; spf=fail smtp.mailfrom=x.example;
             dkim=fail header.d=a.example; dkim=pass header.d=b.example
            Authentication-Results: mx.edge.example; spf=pass; dmarc=pass
            """);
        Assert.Equal("fail", TrustedResults.Of(header, "MX.edge.example", "spf"));
        Assert.Equal("pass", TrustedResults.Of(header, "mx.edge.example", "dkim"));
        Assert.Null(TrustedResults.Of(header, "mx.edge.example", "dmarc"));
        Assert.Null(TrustedResults.Of(header, "edge.example", "spf"));
    }

    [Theory]
    [InlineData("bestguesspass", "none")]
    [InlineData("hardfail", "fail")]
    [InlineData("discard", "permerror")]
    public void Words_that_are_not_known_to_be_good_are_not_good(string said, string counts) =>
        Assert.Equal(counts, TrustedResults.Of(Header($"Authentication-Results: mx.example; spf={said}"), "mx.example", "spf"));

    [Fact]
    public void No_field_breaks_the_reader()
    {
        string[] words = ["mx.example", ";", "spf", "=", "pass", "(", ")", "\"", "\\", " ", "\t", "/", "1", "header.d", "none", "ä", "\0"];
        var word = Gen.Int[0, words.Length - 1].Select(i => words[i]);
        word.Array[0, 40].Sample(chosen => !AuthResultsField.TryParse(string.Concat(chosen), out var field) || field.Results.All(result => result.Method.Length > 0));
    }

    private static RawHeaderBlock Header(string text) =>
        RawHeaderBlock.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n\r\nbody\r\n")), 64_000);
}
