using Chancery.Engine.Receive.Rates;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Limits of one client, slow clients, and recipients that are asked about.</summary>
public sealed class ThrottlingTests
{
    private static readonly ClientLimits Tight = new() { ClientSessions = 2, ClientMessages = 3, ClientRecipients = 4, Exempt = Networks.None };

    [Fact]
    public async Task One_client_has_its_sessions_and_others_theirs()
    {
        await using var server = await StartAsync(Tight);
        using var first = await FromAsync(server, "192.0.2.1");
        using var second = await FromAsync(server, "192.0.2.1");
        using var third = await FromAsync(server, "192.0.2.1");
        Assert.StartsWith("421 4.7.0", await third.ToEndAsync(), StringComparison.Ordinal);
        using var other = await FromAsync(server, "192.0.2.2");
        Assert.StartsWith("220", (await other.ReplyAsync())[^1], StringComparison.Ordinal);
        await first.ReplyAsync();
        await first.AskAsync("QUIT");
        Assert.Equal("", await first.ToEndAsync());
        using var again = await FromAsync(server, "192.0.2.1");
        Assert.StartsWith("220", (await again.ReplyAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task T12_messages_and_recipients_of_a_minute_are_counted()
    {
        await using var server = await StartAsync(Tight);
        using var client = await FromAsync(server, "192.0.2.1");
        await client.ReplyAsync();
        await client.AskAsync("EHLO c");
        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("250", (await client.AskAsync("MAIL FROM:<a@x.example>"))[^1], StringComparison.Ordinal);
            if (i < 2)
                await client.AskAsync("RSET");
        }

        for (var i = 0; i < 40; i++)
            Assert.StartsWith(i < 4 ? "250" : "450 4.7.1", (await client.AskAsync($"RCPT TO:<b{i}@ziel-a.example>"))[^1], StringComparison.Ordinal);
        await client.AskAsync("RSET");
        for (var i = 0; i < 30; i++)
            Assert.StartsWith("450 4.7.1", (await client.AskAsync("MAIL FROM:<a@x.example>"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_trusted_is_not_counted()
    {
        await using var server = await StartAsync(Tight, SessionTrust.Internal);
        var clients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => FromAsync(server, "192.0.2.1")));
        foreach (var client in clients)
        {
            await ForwardingTests.SendMailAsync(client);
            client.Dispose();
        }

        Assert.Equal(5, server.Reception.Messages.Count);
    }

    /// <summary>A reload changes them for clients that are here already.</summary>
    [Fact]
    public async Task Changed_limits_hold_without_a_restart()
    {
        var limits = Tight;
        await using var server = await TestServer.StartAsync(
            listener: TestServer.Listener() with { ProxyNetworks = Networks.Of("127.0.0.1") }, changing: () => TestServer.Options() with { ClientLimits = limits });
        using var first = await FromAsync(server, "192.0.2.1");
        using var second = await FromAsync(server, "192.0.2.1");
        using (var third = await FromAsync(server, "192.0.2.1"))
            Assert.StartsWith("421 4.7.0", await third.ToEndAsync(), StringComparison.Ordinal);

        limits = Tight with { ClientSessions = 3, ClientMessages = 5 };
        using var fourth = await FromAsync(server, "192.0.2.1");
        Assert.StartsWith("220", (await fourth.ReplyAsync())[^1], StringComparison.Ordinal);
        await fourth.AskAsync("EHLO c");
        for (var i = 0; i < 7; i++)
        {
            Assert.StartsWith(i < 5 ? "250" : "450 4.7.1", (await fourth.AskAsync("MAIL FROM:<a@x.example>"))[^1], StringComparison.Ordinal);
            await fourth.AskAsync("RSET");
        }

        limits = limits with { Sessions = 1 };
        using var fifth = await FromAsync(server, "192.0.2.7");
        Assert.StartsWith("421 4.3.2", await fifth.ToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_fills_again_with_time_and_not_over_its_brim()
    {
        var time = new FakeTimeProvider();
        var rates = new RateTable(time, perMinute: 60);
        int Take() => Enumerable.Range(0, 100).Count(_ => rates.TryTake("a"));
        Assert.Equal(60, Take());
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, Take());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, Take());
        Assert.True(rates.TryTake("b"));
        Assert.Equal(100, Enumerable.Range(0, 100).Count(_ => new RateTable(time, 0).TryTake("a")));
    }

    [Fact]
    public async Task When_places_are_scarce_the_slow_lose_theirs_though_they_came_before()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(
            TestServer.Options() with { GreetingPause = TimeSpan.Zero, ClientLimits = new ClientLimits { Sessions = 10 } }, time: time);
        var slow = new List<RawClient>();
        while (slow.Count < 8)
            slow.Add(await RawClient.GreetedAsync(server.Port));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.StartsWith("250", (await slow[0].AskAsync("NOOP"))[^1], StringComparison.Ordinal);
        slow.Add(await RawClient.GreetedAsync(server.Port));
        await slow[0].SendAsync("NOO");
        time.Advance(TimeSpan.FromSeconds(10));
        foreach (var client in slow)
        {
            Assert.StartsWith("421 4.4.2", await client.ToEndAsync(), StringComparison.Ordinal);
            client.Dispose();
        }
    }

    [Fact]
    public async Task B12_a_message_that_comes_by_drops_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestServer.Options() with { GreetingPause = TimeSpan.Zero }, time: time);
        using var client = await RawClient.GreetedAsync(server.Port);
        foreach (var command in (string[])["MAIL FROM:<a@x.example>", "RCPT TO:<b@ziel-a.example>", "DATA"])
            await client.AskAsync(command);
        var ended = client.ToEndAsync();
        for (var drops = 0; drops < 10 && !ended.IsCompleted; drops++)
        {
            try
            {
                await client.SendAsync("drop\r\n");
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(50);
            time.Advance(TimeSpan.FromSeconds(50));
            await Task.Delay(50);
        }

        Assert.StartsWith("421 4.4.2", await ended, StringComparison.Ordinal);
        Assert.Empty(server.Reception.Messages);
    }

    [Theory]
    [InlineData("known", false, "250")]
    [InlineData("nobody", false, "550 5.1.1")]
    [InlineData("down", false, "250")]
    [InlineData("down", true, "450 4.4.3")]
    public async Task A_recipient_is_asked_about_where_the_listener_says_so(string local, bool defer, string reply)
    {
        await using var server = await TestServer.StartAsync(
            listener: TestServer.Listener() with { Verify = RecipientVerification.Directory, DeferUnverified = defer }, verifier: new Verifier());
        using var client = await RawClient.GreetedAsync(server.Port);
        await client.AskAsync("MAIL FROM:<a@x.example>");
        Assert.StartsWith(reply, (await client.AskAsync($"RCPT TO:<{local}@ziel-a.example>"))[^1], StringComparison.Ordinal);
    }

    private sealed class Verifier : IRecipientVerifier
    {
        public ValueTask<RecipientStanding> VerifyAsync(RecipientVerification by, string recipient, CancellationToken cancel) => new(recipient.Split('@')[0] switch
        {
            "nobody" => RecipientStanding.Unknown,
            "down" => RecipientStanding.Unavailable,
            _ => RecipientStanding.Known,
        });
    }

    private static Task<TestServer> StartAsync(ClientLimits limits, SessionTrust trust = SessionTrust.Anonymous) => TestServer.StartAsync(
        TestServer.Options() with { ClientLimits = limits }, TestServer.Listener() with { ProxyNetworks = Networks.Of("127.0.0.1"), Trust = trust });

    private static async Task<RawClient> FromAsync(TestServer server, string address)
    {
        var client = await RawClient.ConnectAsync(server.Port);
        await client.SendAsync($"PROXY TCP4 {address} 198.51.100.1 56324 25\r\n");
        // The header is read before the next client comes.
        await Task.Delay(50);
        return client;
    }
}
