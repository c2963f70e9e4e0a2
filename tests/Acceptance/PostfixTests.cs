using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Behind and before Postfix, with the files of <c>deploy/</c>: every mail arrives once, its body byte for byte.</summary>
public sealed class PostfixTests(ITestOutputHelper output)
{
    private const string Sender = "anna@acme.example";

    private const int Clients = 8;

    private static int Count => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 20_000 : 200;

    [Fact]
    public async Task Postfix_as_client_relays_through_the_gateway()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        var port = Ports.Free();
        await using var postfix = await Postfix.StartedAsync("postfix-client", new Dictionary<int, int> { [25] = port, [2525] = gateway.SmtpPort });

        await PassesAsync(port, sink, () => postfix.Log + gateway.Log);
    }

    [Fact]
    public async Task Postfix_content_filter_gets_its_mail_back_and_delivers_it_once()
    {
        await using var sink = new Sink();
        var (port, back) = (Ports.Free(), Ports.Free());
        await using var gateway = await Gateway.StartedAsync(back, "rules: []");
        await using var postfix = await Postfix.StartedAsync(
            "postfix-content-filter", new Dictionary<int, int> { [25] = port, [2525] = gateway.SmtpPort, [10026] = back }, $"relayhost=[127.0.0.1]:{sink.Port}");

        await PassesAsync(port, sink, () => postfix.Log + gateway.Log);
    }

    [Fact]
    public async Task Postfix_as_next_hop_delivers_what_the_gateway_decided()
    {
        await using var sink = new Sink();
        var port = Ports.Free();
        await using var postfix = await Postfix.StartedAsync("postfix-next-hop", new Dictionary<int, int> { [2526] = port }, $"relayhost=[127.0.0.1]:{sink.Port}");
        await using var gateway = await Gateway.StartedAsync(port, "rules: []");

        await PassesAsync(gateway.SmtpPort, sink, () => postfix.Log + gateway.Log);
    }

    /// <summary>200 mails of mixed sizes; 20,000 in the long run. Counts, envelopes and hashes agree.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Between_two_Postfix_everything_arrives_once_and_unchanged(string database)
    {
        Assert.SkipWhen(database == "postgres" && PostgresCluster.Binaries is null, "no PostgreSQL here");
        await using var cluster = database == "postgres" ? await PostgresCluster.StartedAsync() : null;
        await using var sink = new Sink();
        var (inside, outside) = (Ports.Free(), Ports.Free());
        await using var behind = await Postfix.StartedAsync("postfix-next-hop", new Dictionary<int, int> { [2526] = outside }, $"relayhost=[127.0.0.1]:{sink.Port}");
        await using var gateway = await Gateway.StartedAsync(outside, "rules: []", database: cluster?.Setting ?? "sqlite:./data/chancery.db");
        await using var before = await Postfix.StartedAsync("postfix-client", new Dictionary<int, int> { [25] = inside, [2525] = gateway.SmtpPort });
        var sent = new ConcurrentDictionary<string, string>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async first =>
        {
            await using var client = await SmtpDialog.ConnectAsync(inside);
            for (var number = first; number < Count; number += Clients)
            {
                var (to, body) = (string.Create(CultureInfo.InvariantCulture, $"x{number}@other.example"), BodyOf(number));
                Assert.StartsWith("250 ", await client.MailAsync(Sender, [to], Mails.Simple(Sender, to, "mixed", body)), StringComparison.Ordinal);
                sent[to] = HashOf(body);
            }
        }));

        var arrived = await sink.WaitForAsync(Count, 60 + Count / 10);
        output.WriteLine($"{database}: sent {sent.Count}, arrived {arrived.Count}");

        Assert.All(arrived, mail => Assert.Equal(Sender, mail.From));
        Assert.Equal(sent.OrderBy(entry => entry.Key, StringComparer.Ordinal), arrived.ToDictionary(mail => mail.To.Single(), mail => HashOf(Below(mail))).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    private static async Task PassesAsync(int port, Sink sink, Func<string> log)
    {
        const string body = "Grüße\r\n.\r\n..dots\r\n trailing \t\r\n\r\nlast\r\n";
        await using (var client = await SmtpDialog.ConnectAsync(port))
        {
            Assert.StartsWith("250 ", await client.SayAsync($"MAIL FROM:<{Sender}> BODY=8BITMIME"), StringComparison.Ordinal);
            await client.SayAsync("RCPT TO:<x@other.example>");
            await client.SayAsync("DATA");
            await client.SendAsync(SmtpDialog.Stuffed(Mails.Simple(Sender, "x@other.example", "s", body)));
            Assert.StartsWith("250 ", await client.ReplyAsync(), StringComparison.Ordinal);
        }

        for (var end = DateTime.UtcNow.AddSeconds(30); sink.Mails.Count == 0; await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, log());
        await Task.Delay(1500);
        var mail = Assert.Single(sink.Mails);
        Assert.Equal(["x@other.example"], mail.To);
        Assert.Equal(body, Encoding.UTF8.GetString(mail.Content)[(Encoding.UTF8.GetString(mail.Content).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains("X-Chancery-Trace:", mail.Header, StringComparison.Ordinal);
    }

    private static string BodyOf(int number) =>
        string.Concat(Enumerable.Range(0, number % 50 == 49 ? 20_000 : 1 + number % 97 * 3).Select(line => $"line {line} of mail {number}, and some text to fill it\r\n"));

    private static string Below(Arrived mail) => mail.Text[(mail.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)));
}
