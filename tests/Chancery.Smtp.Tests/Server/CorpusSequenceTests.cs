using System.Text;
using Chancery.Engine.Settings;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Every case of the corpus' smtp/gen/sequences.json, with bare line ends refused and normalised.</summary>
public sealed class CorpusSequenceTests
{
    private static readonly string[] Smuggling = ["smuggle-eod-lf-dot-lf", "smuggle-eod-lf-dot-crlf", "smuggle-eod-crlf-dot-lf", "smuggle-eod-crlf-dot-cr", "smuggle-eod-cr-dot-cr", "smuggle-eod-crlf-nul-dot-crlf"];

    public static TheoryData<string, Smuggling> Cases
    {
        get
        {
            var data = new TheoryData<string, Smuggling>();
            foreach (var id in Corpus.Sequences.Keys.DefaultIfEmpty(""))
            {
                data.Add(id, Engine.Settings.Smuggling.Reject);
                data.Add(id, Engine.Settings.Smuggling.Normalise);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task T7_is_answered_as_required(string id, Smuggling smuggling)
    {
        Assert.SkipWhen(id.Length == 0, "no corpus here");
        // Time enough for what comes before the banner, on a busy machine too.
        var pause = TimeSpan.FromMilliseconds(id == "pipelining-before-banner" ? 5000 : 20);
        await using var server = await TestServer.StartAsync(
            TestServer.Options() with { GreetingPause = pause }, TestServer.Listener(ListenerTls.StartTls, smuggling), TestCertificate.Instance);
        var sent = Dialog.Octets(Corpus.Sequences[id]);
        if (Smuggling.Contains(id))
            await SmuggleAsync(server, sent, smuggling, expected: id.Contains("nul", StringComparison.Ordinal) ? "554 5.6.0" : "550 5.5.2");
        else if (id.StartsWith("transparency", StringComparison.Ordinal))
            await TransparencyAsync(server, sent);
        else
            await DialogueAsync(server, id, sent);
    }

    private static async Task SmuggleAsync(TestServer server, byte[] sent, Smuggling smuggling, string expected)
    {
        var text = Encoding.Latin1.GetString(sent);
        var data = text.IndexOf("DATA\r\n", StringComparison.Ordinal) + 6;
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.ReplyAsync();
        foreach (var command in text[..data].Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            Assert.StartsWith(command == "DATA" ? "354" : "250", (await client.AskAsync(command))[^1], StringComparison.Ordinal);
        await client.SendAsync(sent.AsMemory(data));
        var refused = smuggling == Engine.Settings.Smuggling.Reject || expected.StartsWith("554", StringComparison.Ordinal);
        Assert.StartsWith(refused ? expected : "250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.StartsWith("221", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.Equal(refused ? [] : ["anna@a.example"], server.Reception.Messages.Select(message => message.Envelope.ReversePath));
    }

    private static async Task TransparencyAsync(TestServer server, byte[] body)
    {
        await using var sender = new Sender();
        await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), new MemoryStream(body), "b@ziel-a.example");
        var content = Assert.Single(server.Reception.Messages).Content;
        Assert.Equal(Encoding.ASCII.GetString(body).TrimEnd('\r', '\n') + "\r\n", Encoding.ASCII.GetString(content));
    }

    private static async Task DialogueAsync(TestServer server, string id, byte[] sent)
    {
        using var client = await RawClient.ConnectAsync(server.Port);
        if (id == "pipelining-before-banner")
        {
            await client.SendAsync(sent);
            Assert.StartsWith("554 5.5.0", await client.ToEndAsync(), StringComparison.Ordinal);
            return;
        }

        await client.ReplyAsync();
        var replies = await SendAsync(client, id, Encoding.UTF8.GetString(sent));
        var (from, expected) = Required(id);
        Assert.All(replies.Skip(from), reply => Assert.StartsWith(expected, reply, StringComparison.Ordinal));
        Assert.Empty(server.Reception.Messages);
    }

    /// <summary>Command by command, each with its reply; in one piece where that is the point.</summary>
    private static async Task<List<string>> SendAsync(RawClient client, string id, string text)
    {
        var replies = new List<string>();
        string[] parts = id is "bare-lf-commands" or "http-request" ? [text]
            : id == "starttls-injection" ? ["EHLO c\r\n", "STARTTLS\r\nMAIL FROM:<evil@x.example>\r\n"]
            : [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\r\n")];
        foreach (var part in parts)
        {
            await client.SendAsync(part);
            replies.Add((await client.ReplyAsync()).LastOrDefault("(closed)"));
        }

        if (id == "starttls-injection")
        {
            await client.StartTlsAsync();
            Assert.StartsWith("503", (await client.AskAsync("RCPT TO:<b@ziel-a.example>"))[^1], StringComparison.Ordinal);
        }

        return replies;
    }

    /// <summary>From which reply on, and what it begins with.</summary>
    private static (int From, string Reply) Required(string id) => id switch
    {
        "starttls-injection" => (1, "220 2.0.0"),
        "bare-lf-commands" => (0, "500 5.5.2"),
        "line-too-long" => (0, "500 5.5.6"),
        "mail-no-angle" => (1, "501 5.1.7"),
        "rcpt-1001" => (1, "250"),
        "size-param-too-big" => (1, "552 5.3.4"),
        "size-overflow" => (1, "501 5.5.4"),
        "null-sender" => (1, "250"),
        "path-injection" => (1, "501 5.1.7"),
        "utf8-without-smtputf8" => (1, "553 5.6.7"),
        "data-without-rcpt" => (2, "554 5.5.1"),
        "relay-open-check" => (2, "554 5.7.1"),
        "http-request" => (0, "(closed)"),
        _ => throw new InvalidOperationException($"the corpus has a case this test does not know: {id}"),
    };
}
