using Chancery.Mail.Detection;
using Chancery.Mail.Documents;
using Chancery.Mail.Documents.Html;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Content;

/// <summary>Of HTML the text is read that a person sees.</summary>
public sealed class HtmlTests
{
    [Theory]
    [InlineData("<p>DE89 <b>37</b>04</p>", "DE89 3704")]
    [InlineData("D<!-- x -->E<span>8</span>9", "DE89")]
    [InlineData("a&#8203;b&shy;c&zwnj;d&#x200B;", "abcd")]
    [InlineData("&#68;&#x45;&nbsp;&eacute;&period;&num;", "DE é.#")]
    [InlineData("<!-->a<!--->b<!-- c --!>d", "abd")]
    [InlineData("<!-- never ended", "")]
    [InlineData("a<script>var x = 'DE89';</script>b<style>p{}</style>c", "abc")]
    [InlineData("a<br>b<div>c</div>d", "a b c d")]
    [InlineData("<td>1</td><td>2</td>", "1 2")]
    [InlineData("a<span style='display:none'>x</span>b", "ab")]
    [InlineData("a<span style='DISPLAY : none !important'>x<i>y</i></span>b", "ab")]
    [InlineData("a<span hidden>x</span>b", "ab")]
    [InlineData("<a title='1 > 0' href='x'>b</a>", "b 1 > 0")]
    [InlineData("<img alt='vertraulich'>", "vertraulich")]
    [InlineData("<!--[if mso]><p>nur Outlook</p><![endif]-->x", "nur Outlook x")]
    [InlineData("<textarea>a</textarea><title>b</title>", "a b")]
    [InlineData("a < b & c", "a < b & c")]
    [InlineData("a</>b<?php x ?>c<!x>d", "abcd")]
    public void A_reader_sees(string html, string text) => Assert.Equal(text, Readings(html)[0]);

    [Theory]
    [InlineData("DE89<span style='font-size:0'>x</span>3704", "DE893704")]
    [InlineData("DE89<span style='color:#FFFFFF'>x</span>3704", "DE893704")]
    [InlineData("<style>.q{display:none}</style>DE89<i class='a q'>x</i>3704", "DE893704")]
    [InlineData("<style>span{display:inline !important}</style><span style='display:none'>DE893704</span>", "DE893704")]
    [InlineData("<p style='display:none'>x<p>DE893704", "DE893704")]
    [InlineData("<div><span hidden>x</div>DE893704", "DE893704")]
    [InlineData("<template>DE893704</template>", "DE893704")]
    public void What_hides_does_not_evade(string html, string seen) => Assert.Contains(Readings(html), text => text.Contains(seen, StringComparison.Ordinal));

    [Fact]
    public void What_is_surely_hidden_is_not_there() => Assert.DoesNotContain(Readings("a<div style='display:none'>DE893704</div>b"), text => text.Contains("DE89", StringComparison.Ordinal));

    [Fact]
    public void Deep_and_long_documents_end_in_time()
    {
        var deep = string.Concat(Enumerable.Repeat("<div hidden><p>", 200_000)) + "x";
        Assert.NotEmpty(Readings(deep));
        Assert.NotEmpty(Readings(new string('<', 500_000)));
        Assert.NotEmpty(Readings("<a " + string.Concat(Enumerable.Repeat("b=c ", 100_000))));
    }

    private static List<string> Readings(string html) =>
        [.. HtmlText.Readings(html, new ReadingBudget(new InspectionLimits())).Select(text => PlainForm.Of(text).Replace('\n', ' ').Trim())];
}
