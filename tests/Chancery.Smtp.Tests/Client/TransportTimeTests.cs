using Chancery.Engine.Ports;
using Chancery.Smtp.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Smtp.Tests.Client;

public sealed class TransportTimeTests
{
    [Fact]
    public async Task A_connection_without_work_is_ended_with_QUIT_after_five_seconds()
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender(time: time);
        await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), "x\r\n", "b@z.example");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.DoesNotContain("QUIT", server.Commands);
        time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 500 && !server.Commands.Contains("QUIT"); i++)
            await Task.Delay(10);
        Assert.Contains("QUIT", server.Commands);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_in_time()
    {
        var time = new FakeTimeProvider();
        using var silence = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(command =>
        {
            if (command == ".")
                silence.Wait();
            return ScriptedServer.Friendly(command);
        });
        await using var sender = new Sender(time: time);
        var sending = sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), "x\r\n", "b@z.example");
        for (var i = 0; i < 500 && !sending.IsCompleted; i++)
        {
            if (!server.Messages.IsEmpty)
                time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10);
        }

        silence.Release();
        var outcome = (await sending).Recipients[0];
        Assert.Equal((TransportVerdict.Deferred, "4.4.2"), (outcome.Verdict, outcome.Status));
    }
}
