using System.Net;

namespace Chancery.Tests.Studio;

public sealed class StudioPageTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    [Fact]
    public async Task The_outbox_says_for_each_group_what_was_decided_and_what_was_answered()
    {
        var page = await studio.Browser.GetStringAsync("/?lang=en");
        Assert.Contains("anna@acme.example", page, StringComparison.Ordinal);
        Assert.Contains("encrypted (S/MIME)", page, StringComparison.Ordinal);
        Assert.Contains("partner/encrypt", page, StringComparison.Ordinal);
        Assert.Contains("250 2.0.0 kept", page, StringComparison.Ordinal);
        Assert.Contains("held", page, StringComparison.Ordinal);
        Assert.Contains("no usable &lt;key&gt;", page, StringComparison.Ordinal);
        Assert.Contains("41 MB", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task German_is_spoken_to_those_who_ask_for_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptLanguage.ParseAdd("fr;q=0.9, de-AT;q=0.8, en;q=0.1");
        using var response = await studio.Browser.SendAsync(request);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);
        Assert.Contains("verschlüsselt (S/MIME)", page, StringComparison.Ordinal);
        Assert.Contains("angehalten", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/messages/" + StudioFixture.MessageId)]
    [InlineData("/messages/nothing")]
    public async Task Nothing_inline_nothing_foreign_nothing_kept(string path)
    {
        using var response = await studio.Browser.GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("//", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_message_shows_its_history_its_reasons_and_what_arrived()
    {
        var page = await studio.Browser.GetStringAsync($"/messages/{StudioFixture.MessageId}?lang=en");
        Assert.Contains("Because the rule says so.", page, StringComparison.Ordinal);
        Assert.Contains("#1", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        using var copy = await studio.Browser.GetAsync($"/messages/{StudioFixture.MessageId}/copies/01JDCOPY.eml");
        Assert.Equal("message/rfc822", copy.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", copy.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task An_unknown_message_is_answered_with_what_to_do()
    {
        using var response = await studio.Browser.GetAsync("/messages/nothing?lang=en");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such message", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_the_machine_no_message_is_shown()
    {
        await using var outside = new StudioFixture { ShowsMessages = false };
        await outside.InitializeAsync();
        foreach (var path in (string[])["/", $"/messages/{StudioFixture.MessageId}", $"/messages/{StudioFixture.MessageId}/copies/01JDCOPY.eml"])
        {
            using var response = await outside.Browser.GetAsync(path);
            Assert.False(response.IsSuccessStatusCode);
            Assert.DoesNotContain("acme.example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
