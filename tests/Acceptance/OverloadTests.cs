using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Whoever takes up room and says next to nothing must not keep others from sending.</summary>
public sealed class OverloadTests(ITestOutputHelper output)
{
    private const int Slow = 500;
    private const int Good = 20;

    private static TimeSpan Duration => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? TimeSpan.FromMinutes(30) : TimeSpan.FromSeconds(12);

    [Fact]
    public async Task T36_good_clients_go_on_beside_five_hundred_that_drip()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        using var end = new CancellationTokenSource(Duration);
        var drips = Enumerable.Range(0, Slow).Select(_ => DripAsync(gateway.SmtpPort, end.Token)).ToList();
        var times = new ConcurrentBag<double>();

        await Task.WhenAll(Enumerable.Range(0, Good).Select(_ => SendAsync(gateway.SmtpPort, times, end.Token)));
        await Task.WhenAll(drips);

        var sorted = times.Order().ToList();
        output.WriteLine($"{sorted.Count} mails beside {Slow} slow sessions; median {sorted[sorted.Count / 2]:0.000} s, p99 {sorted[sorted.Count * 99 / 100]:0.000} s");
        Assert.True(sorted.Count >= Good, "hardly a mail got through");
        Assert.True(sorted[sorted.Count * 99 / 100] < 5, "good clients waited");
        await WaitAsync(() => sink.Mails.Count >= sorted.Count);
        Assert.Equal(sorted.Count, sink.Mails.Count);
    }

    /// <summary>An octet of a command every second, as often as the server bears it.</summary>
    private static async Task DripAsync(int port, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, end);
                foreach (var octet in "EHLO slow.example"u8.ToArray())
                {
                    await client.GetStream().WriteAsync(new[] { octet }, end);
                    await Task.Delay(1000, end);
                }
            }
            catch (Exception refused) when (refused is IOException or SocketException or OperationCanceledException)
            {
                // Sent away, or the test is over.
            }
        }
    }

    private static async Task SendAsync(int port, ConcurrentBag<double> times, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            await using var client = await SmtpDialog.ConnectAsync(port);
            var reply = await client.MailAsync("anna@acme.example", ["b@other.example"], Mails.Simple("anna@acme.example", "b@other.example", "s"));
            Assert.StartsWith("250", reply, StringComparison.Ordinal);
            times.Add(clock.Elapsed.TotalSeconds);
        }
    }

    private static async Task WaitAsync(Func<bool> arrived)
    {
        for (var i = 0; i < 600 && !arrived(); i++)
            await Task.Delay(100);
    }
}
