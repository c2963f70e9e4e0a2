using System.Diagnostics;
using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;

namespace Chancery.Engine.Tests.Receive;

/// <summary>Every limit of a message: at the limit it is delivered, one above and ten times above it is refused while it is read, or set aside with the reason.</summary>
public sealed class LimitTests(ITestOutputHelper output)
{
    /// <summary>For a refusal; what was slow because the machine had other things to do may try again.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private const string Head = "From: anna@acme.example\nTo: b@other.example\nSubject: x\n";

    private const string Mixed = Head + "Content-Type: multipart/mixed; boundary=b\n\n";

    /// <param name="At">The limit.</param>
    /// <param name="Mail">A message with so many of what is limited.</param>
    /// <param name="Over">The refusal, or the reason it is set aside for.</param>
    private sealed record Limit(int At, Func<int, string> Mail, string Over);

    private static Dictionary<string, Limit> All { get; } = new()
    {
        ["octets of a message"] = new(300_000, count => Head + "\n" + Lines(count - Octets(Head) - 2), "552 5.3.4"),
        ["octets of the header section"] = new(256_000, count => Fields(count - Octets(Head) - 2) + Head + "\nx\n", "554 5.6.0"),
        ["octets of a header field"] = new(64 * 1024, count => Field(count) + Head + "\nx\n", "a header field is over the limit"),
        ["octets of a header line"] = new(16 * 1024, count => "X: " + new string('x', count - 5) + "\n" + Head + "\nx\n", "a header line is over the limit"),
        ["header fields"] = new(1000, count => Repeat("X: y\n", count - 3) + Head + "\nx\n", "the number of header fields is over the limit"),
        ["Received fields"] = new(50, count => Repeat("Received: from a by b; Mon, 2 Mar 2026 10:00:00 +0100\n", count) + Head + "\nx\n", "554 5.4.6"),
        ["parts within parts"] = new(100, Nested, "parts within parts over the limit"),
        ["parts"] = new(1000, count => Mixed + Repeat("--b\n\nx\n", count - 1) + "--b--\n", "the number of parts is over the limit"),
        ["messages within messages"] = new(20, count => Head + Repeat("Content-Type: message/rfc822\n\n", count) + "Subject: innermost\n\nx\n", "messages within messages over the limit"),
        ["octets of a boundary"] = new(2048, count => Head + $"Content-Type: multipart/mixed;\n boundary={new string('b', count)}\n\n--{new string('b', count)}\n\nx\n--{new string('b', count)}--\n", "a boundary is over the limit"),
        ["addresses"] = new(10_000, count => "From: anna@acme.example\n" + AddressFields(count - 1) + "\nx\n", "the number of addresses is over the limit"),
        ["groups within groups"] = new(3, count => $"From: anna@acme.example\nTo: {Repeat("g:", count)}b@other.example{Repeat(";", count)}\n\nx\n", "groups of addresses within groups over the limit"),
        ["parameters of a field"] = new(100, count => Head + $"Content-Type: text/plain{string.Concat(Enumerable.Range(0, count).Select(i => $";\n p{i}=v"))}\n\nx\n", "the parameters of a field are over the limit"),
        ["pieces of a parameter"] = new(100, count => Head + $"Content-Type: application/pdf{string.Concat(Enumerable.Range(0, count).Select(i => $";\n name*{i}=v"))}\n\nx\n", "the parameters of a field are over the limit"),
        ["encoded words of a field"] = new(1000, count => "From: anna@acme.example\nTo: b@other.example\nSubject:" + Repeat(" =?utf-8?q?=C3=A4?=\n", count) + "\nx\n", "the number of encoded words is over the limit"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task T12_holds_at_the_limit_and_not_before(string name)
    {
        var limit = All[name];
        await using var house = await House.OpenAsync("rules: []", House.Settings with { Limits = new Limits { Message = name == "octets of a message" ? limit.At : 200_000_000 } });

        var at = await AnswerAsync(house, limit.Mail(limit.At));
        var over = await RefusalAsync(house, limit.Mail(limit.At + 1));
        var farOver = await RefusalAsync(house, limit.Mail(10 * limit.At));

        output.WriteLine($"{name}: {limit.At} {at}, {limit.At + 1} {over}, {10 * limit.At} {farOver}");
        Assert.Equal("delivered", at.What);
        Assert.Contains(limit.Over, over.What, StringComparison.Ordinal);
        Assert.True(farOver.What.Contains(limit.Over, StringComparison.Ordinal) || farOver.What.StartsWith("554 5.6.0", StringComparison.Ordinal) || farOver.What.Contains("over the limit", StringComparison.Ordinal), farOver.What);
        Assert.All([over, farOver], answer => Assert.InRange(answer.Took, TimeSpan.Zero, Bound));
        Assert.Single(house.Hop.Taken);
    }

    private static async Task<(string What, TimeSpan Took)> RefusalAsync(House house, string mail)
    {
        var answer = await AnswerAsync(house, mail);
        for (var tries = 1; answer.Took > Bound && tries < 5; tries++)
            answer = await AnswerAsync(house, mail);
        return answer;
    }

    private static async Task<(string What, TimeSpan Took)> AnswerAsync(House house, string mail)
    {
        var started = Stopwatch.GetTimestamp();
        var what = await WhatAsync(house, mail);
        return (what, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<string> WhatAsync(House house, string mail)
    {
        try
        {
            var reply = await house.ReceiveAsync(House.Anna, ["b@other.example"], mail);
            if (reply.Code != 250)
                return reply.ToString();
            await house.DrainAsync();
            var group = (await house.RecordAsync(reply.Text.Split(' ')[^1])).Groups[0];
            return group.State == GroupState.Delivered ? "delivered" : $"{group.State}: {group.Reason}";
        }
        catch (ReceptionException refusal)
        {
            return refusal.Reply.ToString();
        }
    }

    /// <summary>Lines of text of exactly so many octets.</summary>
    private static string Lines(int octets) => Repeat(new string('x', 78) + "\n", octets / 80 - 1) + new string('x', octets % 80 + 78) + "\n";

    /// <summary>One folded field of exactly so many octets.</summary>
    private static string Field(int octets) => "X:\n " + Lines(octets - 5).Replace("\n", "\n ", StringComparison.Ordinal)[..^1].Replace("x\n ", "\n ", StringComparison.Ordinal);

    /// <summary>Fields of exactly so many octets together.</summary>
    private static string Fields(int octets) => Repeat("X: " + new string('x', 995) + "\n", octets / 1000 - 1) + "X: " + new string('x', octets % 1000 + 995) + "\n";

    private static string Nested(int depth) => Head + string.Concat(Enumerable.Range(0, depth).Select(n => $"Content-Type: multipart/mixed; boundary=b{n}x\n\n--b{n}x\n"))
        + "Content-Type: text/plain\n\nx\n" + string.Concat(Enumerable.Range(0, depth).Reverse().Select(n => $"--b{n}x--\n"));

    private static string AddressFields(int count) =>
        string.Concat(Enumerable.Range(0, count).Chunk(2000).Select(chunk => $"To: {string.Join(",\n ", chunk.Select(n => $"a{n}@b.c"))}\n"));

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, Math.Max(count, 0)).ToString();

    /// <summary>As they are sent, with CRLF.</summary>
    private static int Octets(string text) => Encoding.UTF8.GetByteCount(text.ReplaceLineEndings("\r\n"));
}
