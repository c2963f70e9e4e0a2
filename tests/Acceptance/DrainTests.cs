using System.Collections.Concurrent;
using System.Globalization;
using Acceptance.Support;

namespace Acceptance;

/// <summary>SIGTERM: what has begun is finished, nothing is lost, and nobody gets a 5xx for it.</summary>
public sealed class DrainTests
{
    private const int Terminate = 15;
    private const string Sender = "anna@acme.example";

    [Fact]
    public async Task A_message_in_transfer_is_finished_after_ready_has_turned_false()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        foreach (var command in (string[])[$"MAIL FROM:<{Sender}>", "RCPT TO:<x@other.example>", "DATA"])
            await client.SayAsync(command);
        var mail = SmtpDialog.Stuffed(Mails.Simple(Sender, "x@other.example", "drain"));
        await client.SendAsync(mail[..50]);

        gateway.Signal(Terminate);
        await UntilNotReadyAsync(gateway);
        await client.SendAsync(mail[50..]);
        var reply = await client.ReplyAsync();
        var code = await gateway.StopAsync();

        Assert.StartsWith("250 2.0.0 ", reply, StringComparison.Ordinal);
        Assert.Equal(0, code);
        await gateway.StartAsync();
        Assert.Equal("x@other.example", (await sink.WaitForAsync(1))[0].To[0]);
    }

    [Fact]
    public async Task T6_restarts_under_load_lose_nothing_and_refuse_nothing_for_good()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        var (taken, refused) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        using var stop = new CancellationTokenSource();
        var number = 0;
        var load = Enumerable.Range(0, 4).Select(_ => SendAsync(gateway.SmtpPort, () => Interlocked.Increment(ref number), taken, refused, stop.Token)).ToList();
        for (var restart = 0; restart < 2; restart++)
        {
            await Task.Delay(1500);
            Assert.Equal(0, await gateway.StopAsync());
            await gateway.StartAsync();
        }

        await Task.Delay(1000);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        Assert.Empty(refused);
        Assert.InRange(taken.Count, 20, int.MaxValue);
        for (var end = DateTime.UtcNow.AddSeconds(60); taken.Except(Arrived()).Any(); await Task.Delay(100))
            Assert.True(DateTime.UtcNow < end, $"lost: {string.Join(", ", taken.Except(Arrived()))}");

        HashSet<string> Arrived() => [.. sink.Mails.Select(mail => mail.To[0])];
    }

    /// <summary>Each message has a recipient of its own; a client whose connection ends or that is put off tries the next one.</summary>
    private static async Task SendAsync(int port, Func<int> next, ConcurrentBag<string> taken, ConcurrentBag<string> refused, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await SmtpDialog.ConnectAsync(port);
                for (var isOpen = true; isOpen && !stop.IsCancellationRequested;)
                {
                    var to = string.Create(CultureInfo.InvariantCulture, $"x{next()}@other.example");
                    var reply = await client.MailAsync(Sender, [to], Mails.Simple(Sender, to, "s"));
                    if (reply.StartsWith("250 ", StringComparison.Ordinal))
                        taken.Add(to);
                    if (reply.StartsWith('5'))
                        refused.Add(reply);
                    isOpen = reply.StartsWith("250 ", StringComparison.Ordinal);
                }
            }
            catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException or IndexOutOfRangeException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task UntilNotReadyAsync(Gateway gateway)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var end = DateTime.UtcNow.AddSeconds(10); ; await Task.Delay(20))
        {
            if ((await http.GetAsync($"http://127.0.0.1:{gateway.WebPort}/health/ready")).StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
                return;
            Assert.True(DateTime.UtcNow < end, "still ready");
        }
    }
}
