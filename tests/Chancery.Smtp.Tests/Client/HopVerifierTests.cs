using Chancery.Engine.Settings;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Verification;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Smtp.Tests.Client;

public sealed class HopVerifierTests
{
    [Theory]
    [InlineData("250 2.1.5 ok", RecipientStanding.Known)]
    [InlineData("550 5.1.1 no such user", RecipientStanding.Unknown)]
    [InlineData("550 no such user", RecipientStanding.Unknown)]
    [InlineData("554 5.1.1 unknown", RecipientStanding.Unknown)]
    [InlineData("550 5.7.1 you are blocked", RecipientStanding.Unavailable)]
    [InlineData("554 5.7.1 relaying denied", RecipientStanding.Unavailable)]
    [InlineData("451 4.3.0 later", RecipientStanding.Unavailable)]
    [InlineData(null, RecipientStanding.Unavailable)]
    public async Task The_answer_to_RCPT_tells(string? reply, RecipientStanding standing)
    {
        await using var hop = new ScriptedServer(command => command.StartsWith("RCPT", StringComparison.Ordinal) ? reply : ScriptedServer.Friendly(command));
        Assert.Equal(standing, await AskAsync(hop.Port));
        Assert.Contains("MAIL FROM:<>", hop.Commands);
        Assert.Contains("RCPT TO:<b@ziel-a.example>", hop.Commands);
        Assert.DoesNotContain("DATA", hop.Commands);
    }

    [Fact]
    public async Task A_hop_that_is_not_there_is_unavailable() => Assert.Equal(RecipientStanding.Unavailable, await AskAsync(1));

    [Fact]
    public async Task Answers_are_kept_for_a_while_and_failures_for_less()
    {
        var time = new FakeTimeProvider();
        var (cache, asked) = (new StandingCache(time), 0);
        async Task<int> AfterAsync(RecipientStanding standing, TimeSpan pause)
        {
            var before = asked;
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(standing, await cache.GetAsync(standing.ToString(), () => Task.FromResult(standing).ContinueWith(task => { asked++; return task.Result; }, TaskScheduler.Default)));
                time.Advance(pause);
            }

            return asked - before;
        }

        Assert.Equal(1, await AfterAsync(RecipientStanding.Known, TimeSpan.FromHours(1)));
        Assert.Equal(1, await AfterAsync(RecipientStanding.Unknown, TimeSpan.FromMinutes(3)));
        Assert.Equal(3, await AfterAsync(RecipientStanding.Unavailable, TimeSpan.FromMinutes(1)));
    }

    private static Task<RecipientStanding> AskAsync(int port) =>
        new HopVerifier(new SmtpClientOptions { Hostname = "gw.acme.example" }, TimeProvider.System)
            .AskAsync(new NextHop("inside", "127.0.0.1", port, false, TlsMode.None, []), "b@ziel-a.example", CancellationToken.None);
}
