using System.Text.RegularExpressions;
using Chancery.Engine.Deliver;
using CsCheck;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>Nothing that others say can look like a field of the line that is logged for a delivery.</summary>
public sealed class LineValueTests
{
    private static readonly string[] Scraps =
        [" ", "=", "status=", "STATUS=delivered", " status=delivered", "delay=", ">", "<", ",", "\"", "\\", "\n", "\r", "a", "@x.example", "ü", "to=<b@x.example>"];

    [Theory]
    [InlineData("anna@acme.example", "anna@acme.example")]
    [InlineData("bounce+anna=acme.example@lists.example", "bounce+anna=acme.example@lists.example")]
    [InlineData("jürgen@bücher.example", "jürgen@bücher.example")]
    [InlineData("\"x> status=delivered\"@x.example", "\"x\\x3E\\x20status\\x3Ddelivered\"@x.example")]
    [InlineData("status=delivered@x.example", "status\\x3Ddelivered@x.example")]
    public void An_address_is_one_word(string address, string written) => Assert.Equal(written, LineValue.Address(address));

    [Fact]
    public void A_reply_keeps_its_words_and_names_no_field() =>
        Assert.Equal("550 5.1.1 no user x=y, status\\x3Ddelivered", LineValue.Text("550 5.1.1 no user x=y, status=delivered"));

    [Fact]
    public void Whatever_is_said_a_search_for_a_status_finds_none()
    {
        Gen.Int[0, Scraps.Length - 1].Array[0, 12].Select(picked => string.Concat(picked.Select(i => Scraps[i]))).Sample(
            said => Assert.DoesNotMatch(new Regex("(effect|from|to|nexthop|tls|status|delay|reply)=|[\\r\\n]", RegexOptions.IgnoreCase), LineValue.Address(said) + "|" + LineValue.Text(said)),
            iter: 20_000);
    }
}
