using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A message that got 250 comes out, whatever happens to the process. The ledger is the client's.</summary>
public sealed partial class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 4;

    private static int Rounds => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 300 : 25;

    [Fact]
    public async Task Killed_at_random_moments_under_load_it_loses_nothing_it_acknowledged()
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "rules: [ { id: mark, then: [ { header: { set: { name: X-Seen, value: yes } } } ] } ]");
        var acknowledged = new ConcurrentDictionary<string, string>();
        var number = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await gateway.StartAsync();
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, Clients).Select(_ => SendUntilKilledAsync(gateway.SmtpPort, () => Interlocked.Increment(ref number), acknowledged, stop.Token)).ToList();
            await Task.Delay(RandomNumberGenerator.GetInt32(50, 900));
            await gateway.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        await gateway.StartAsync();
        var (lost, damaged, duplicate) = await CompareAsync(sink, acknowledged);

        output.WriteLine($"killed {Rounds}, acknowledged {acknowledged.Count}, delivered {sink.Mails.Count}, duplicate {duplicate}, lost {lost}, damaged {damaged}");
        Assert.NotEmpty(acknowledged);
        Assert.Equal((0, 0), (lost, damaged));
    }

    private static async Task SendUntilKilledAsync(int port, Func<int> next, ConcurrentDictionary<string, string> ledger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var client = await SmtpDialog.ConnectAsync(port);
                while (!stop.IsCancellationRequested)
                {
                    var id = next().ToString("D6", CultureInfo.InvariantCulture);
                    var body = BodyOf(id);
                    var reply = await client.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", $"crash {id}", body));
                    if (reply.StartsWith("250 ", StringComparison.Ordinal))
                        ledger[id] = HashOf(body);
                    else
                        break;
                }
            }
            catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException or IndexOutOfRangeException)
            {
                if (!stop.IsCancellationRequested)
                    await Task.Delay(5, CancellationToken.None);
            }
        }
    }

    private static async Task<(int Lost, int Damaged, int Duplicate)> CompareAsync(Sink sink, ConcurrentDictionary<string, string> acknowledged)
    {
        var arrived = new Dictionary<string, List<string>>();
        for (var end = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < end; await Task.Delay(200))
        {
            arrived = sink.Mails
                .GroupBy(mail => Number().Match(mail.Header).Groups[1].Value)
                .ToDictionary(same => same.Key, same => same.Select(mail => HashOf(mail.Text[(mail.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])).ToList());
            if (acknowledged.Keys.All(arrived.ContainsKey))
                break;
        }

        return (
            acknowledged.Keys.Count(id => !arrived.ContainsKey(id)),
            acknowledged.Count(entry => arrived.TryGetValue(entry.Key, out var hashes) && hashes.Any(hash => hash != entry.Value)),
            arrived.Values.Sum(copies => copies.Count - 1));
    }

    /// <summary>Some small, some larger than what is kept in a row.</summary>
    private static string BodyOf(string id)
    {
        var lines = int.Parse(id, CultureInfo.InvariantCulture) % 10 == 0 ? 3000 : 20;
        return string.Concat(Enumerable.Range(0, lines).Select(line => $"line {line} of message {id} and some text to fill it\r\n"));
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    [GeneratedRegex("Subject: crash ([0-9]+)")]
    private static partial Regex Number();
}
