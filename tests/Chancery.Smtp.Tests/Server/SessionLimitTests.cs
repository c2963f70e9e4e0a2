using System.Diagnostics;
using Chancery.Engine.Settings;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Every limit of a session: what is at it is taken, what is one above or ten times above is answered as stated, at once.</summary>
public sealed class SessionLimitTests(ITestOutputHelper output)
{
    /// <summary>For a refusal; what was slow because the machine had other things to do may try again.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private const int Size = 20_000;

    /// <summary>Ten times too much is mostly too much for a line.</summary>
    private const string LineTooLong = "500 5.5.6";

    /// <param name="At">The limit.</param>
    /// <param name="Last">Does or says so many of what is limited, and returns the last answer.</param>
    /// <param name="Within">The answer at the limit.</param>
    /// <param name="Over">The answer above it.</param>
    private sealed record Limit(int At, Func<RawClient, int, Task<string>> Last, string Within, string Over);

    private static Dictionary<string, Limit> All { get; } = new()
    {
        ["octets of a command line"] = new(2048, (client, count) => LastAsync(client, "NOOP " + new string('x', count - 7)), "250 2.0.0", "500 5.5.6"),
        ["octets of a MAIL command"] = new(2048, (client, count) => LastAsync(client, "MAIL FROM:<a@x.example>" + new string(' ', count - 25)), "250 2.1.0", "500 5.5.6"),
        ["refused commands"] = new(20, RefusedAsync, "500 5.5.1", "421 4.7.0"),
        ["recipients"] = new(1000, RecipientsAsync, "250 2.1.5", "452 4.5.3"),
        ["octets announced"] = new(Size, (client, count) => LastAsync(client, $"MAIL FROM:<a@x.example> SIZE={count}"), "250 2.1.0", "552 5.3.4"),
        ["octets of data"] = new(Size, DataAsync, "250 2.0.0", "552 5.3.4"),
        ["octets of chunks"] = new(Size, ChunksAsync, "250 2.0.0", "552 5.3.4"),
        ["characters of ENVID"] = new(100, (client, count) => LastAsync(client, $"MAIL FROM:<a@x.example> ENVID={new string('e', count)}"), "250 2.1.0", "501 5.5.4"),
        ["characters of a client's name"] = new(255, (client, count) => LastAsync(client, "EHLO " + new string('c', count)), "250 ", "501 5.5.4"),
        ["octets of a local part"] = new(64, (client, count) => LastAsync(client, $"MAIL FROM:<{new string('a', count)}@x.example>"), "250 2.1.0", "501 5.1.7"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T12_holds_at_the_limit_and_not_before(string name)
    {
        var limit = All[name];
        await using var server = await TestServer.StartAsync(TestServer.Options() with { Limits = new Limits { Message = Size, Recipients = 1000 } });

        Assert.StartsWith(limit.Within, (await AnswerAsync(server, limit, limit.At)).What, StringComparison.Ordinal);
        Assert.StartsWith(limit.Over, await RefusalAsync(server, limit, limit.At + 1), StringComparison.Ordinal);
        var farOver = await RefusalAsync(server, limit, 10 * limit.At);
        Assert.True(farOver.StartsWith(limit.Over, StringComparison.Ordinal) || farOver.StartsWith(LineTooLong, StringComparison.Ordinal), farOver);
    }

    private async Task<string> RefusalAsync(TestServer server, Limit limit, int count)
    {
        var (what, took) = await AnswerAsync(server, limit, count);
        for (var tries = 1; took > Bound && tries < 5; tries++)
            (what, took) = await AnswerAsync(server, limit, count);
        Assert.InRange(took, TimeSpan.Zero, Bound);
        return what;
    }

    private async Task<(string What, TimeSpan Took)> AnswerAsync(TestServer server, Limit limit, int count)
    {
        using var client = await RawClient.GreetedAsync(server.Port);
        var started = Stopwatch.GetTimestamp();
        var answer = await limit.Last(client, count);
        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{count}: {answer} ({took.TotalMilliseconds:0} ms)");
        return (answer, took);
    }

    private static async Task<string> LastAsync(RawClient client, string command) => (await client.AskAsync(command)) is [.., var last] ? last : "";

    /// <summary>The session ends with the answer that is one too many.</summary>
    private static async Task<string> RefusedAsync(RawClient client, int count)
    {
        var last = "";
        for (var i = 0; i < count && !last.StartsWith("421", StringComparison.Ordinal); i++)
            last = await LastAsync(client, "NONSENSE");
        return last;
    }

    private static async Task<string> RecipientsAsync(RawClient client, int count)
    {
        await client.AskAsync("MAIL FROM:<a@x.example>");
        var last = "";
        foreach (var batch in Enumerable.Range(0, count).Chunk(200))
        {
            await client.SendAsync(string.Concat(batch.Select(i => $"RCPT TO:<b{i}@ziel-a.example>\r\n")));
            foreach (var _ in batch)
                last = (await client.ReplyAsync())[^1];
        }

        return last;
    }

    private static async Task<string> DataAsync(RawClient client, int count)
    {
        await client.AskAsync("MAIL FROM:<a@x.example>");
        await client.AskAsync("RCPT TO:<b@ziel-a.example>");
        await client.AskAsync("DATA");
        await client.SendAsync(Lines(count) + ".\r\n");
        return (await client.ReplyAsync())[^1];
    }

    private static async Task<string> ChunksAsync(RawClient client, int count)
    {
        await client.AskAsync("MAIL FROM:<a@x.example>");
        await client.AskAsync("RCPT TO:<b@ziel-a.example>");
        var (text, half) = (Lines(count), count / 2);
        await client.SendAsync($"BDAT {half}\r\n{text[..half]}");
        if ((await client.ReplyAsync())[^1] is var refused && !refused.StartsWith("250", StringComparison.Ordinal))
            return refused;
        await client.SendAsync($"BDAT {count - half} LAST\r\n{text[half..]}");
        return (await client.ReplyAsync())[^1];
    }

    /// <summary>Lines of exactly so many octets.</summary>
    private static string Lines(int octets) =>
        string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", octets / 100 - 1)) + new string('x', octets % 100 + 98) + "\r\n";
}
