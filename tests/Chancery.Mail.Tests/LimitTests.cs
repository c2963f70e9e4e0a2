using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;

namespace Chancery.Mail.Tests;

/// <summary>Messages made to exhaust memory, stack or time end in a result that says what was not looked at.</summary>
public sealed class LimitTests
{
    /// <summary>A hang, not a speed: on a quiet machine each takes about a second at most.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private const string Head = "From: a@a.example\r\nTo: b@b.example\r\nSubject: x\r\n";

    private const string Mixed = Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

    public static TheoryData<string> Bombs => [.. Makers.Keys];

    private static Dictionary<string, Func<string>> Makers { get; } = new()
    {
        ["one header line of 20 MB"] = () => Head + "X: " + new string('x', 20_000_000) + "\r\n\r\nx\r\n",
        ["a million header lines"] = () => Head + Repeat("a:\r\n", 1_000_000) + "\r\nx\r\n",
        ["a part's header of 20 MB in one line"] = () => Mixed + "--b\r\nX: " + new string('x', 20_000_000) + "\r\n\r\nx\r\n--b--\r\n",
        ["a part's header of a million lines"] = () => Mixed + "--b\r\n" + Repeat("a:\r\n", 1_000_000) + "\r\nx\r\n--b--\r\n",
        ["a header over the limit"] = () => Head + Repeat("X-Y: " + new string('x', 70) + "\r\n", 4000) + "\r\nx\r\n",
        ["a million parts"] = () => Mixed + Repeat("--b\r\n\r\n", 1_000_000) + "--b--\r\n",
        ["one part too many"] = () => Mixed + Repeat("--b\r\n\r\nx\r\n", 1000) + "--b--\r\n",
        ["messages within messages"] = () => Head + Repeat("Content-Type: message/rfc822\r\n\r\n", 100_000) + "x\r\n",
        ["multiparts within multiparts"] = () =>
            Head + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")) + "\r\nx",
        ["a boundary of 100 kB"] = () => Head + "Content-Type: multipart/mixed; boundary=" + new string('b', 60_000) + "\r\n\r\nx\r\n",
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void B20_a_bomb_is_seen_as_one(string bomb)
    {
        var mail = Inspect(Makers[bomb]());
        Assert.NotEmpty(mail.Malformed);
        Assert.NotNull(mail.AttachmentsUnknown);
        Assert.Equal(["a@a.example"], mail.From);
    }

    public static TheoryData<string> Loads => [.. LoadMakers.Keys];

    private static Dictionary<string, Func<string>> LoadMakers { get; } = new()
    {
        ["digits"] = () => Head + "\r\n" + Repeat("1234567890", 1_000_000) + "\r\n",
        ["digits and spaces"] = () => Head + "\r\n" + Repeat("4 1 1-1 ", 500_000) + "\r\n",
        ["beginnings of IBANs"] = () => Head + "\r\n" + Repeat("DE89 3704 ", 400_000) + "\r\n",
        ["opened comments"] = () => Head + "Content-Type: text/html\r\n\r\n" + Repeat("<!--", 1_000_000) + "\r\n",
        ["opened elements"] = () => Head + "Content-Type: text/html\r\n\r\n" + Repeat("<div ", 800_000) + "\r\n",
        ["opened scripts"] = () => Head + "Content-Type: text/html\r\n\r\n" + Repeat("<script", 500_000) + "\r\n",
        ["addresses"] = () => "From: a@a.example\r\nTo: " + Repeat("b@b.example,\r\n ", 14_000) + "c@c.example\r\n\r\nx\r\n",
        ["groups"] = () => "From: a@a.example\r\nTo: " + Repeat("g:", 30_000) + "\r\n\r\nx\r\n",
        ["comments"] = () => "From: a@a.example\r\nTo: " + Repeat("(", 60_000) + "\r\n\r\nx\r\n",
        ["encoded words"] = () => "From: a@a.example\r\nSubject:" + Repeat(" =?utf-8?q?=C3=A4?=\r\n", 10_000) + "\r\nx\r\n",
        ["hashes"] = () => "From: a@a.example\r\nSubject: " + Repeat("#a-", 20_000) + "\r\n\r\nx\r\n",
        ["brackets"] = () => "From: a@a.example\r\nSubject: " + Repeat("[a]", 20_000) + "[\r\n\r\nx\r\n",
        ["parameters"] = () => Head + "Content-Type: text/plain" + Repeat(";a*0=b", 9_000) + "\r\n\r\nx\r\n",
        ["combining marks"] = () => "From: a@a.example\r\nSubject: a" + Repeat("\u0301\u0323", 15_000) + "\r\n\r\nx\r\n",
        ["labels"] = () => Head + "msip_labels: " + Repeat("MSIP_Label_aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa_", 1200) + "\r\n\r\nx\r\n",
        ["lines that begin a file"] = () => Head + "\r\n" + Repeat("\r\nbegin x", 500_000) + "\r\n",
    };

    [Theory]
    [MemberData(nameof(Loads))]
    public void A_load_is_borne(string load)
    {
        using var mail = Inspect(LoadMakers[load]());
        Assert.Equal(["a@a.example"], mail.From);
    }

    [Fact]
    public void Limits_hold_at_the_limit_and_not_before()
    {
        Assert.Null(Inspect(Mixed + Repeat("--b\r\n\r\nx\r\n", 999) + "--b--\r\n").AttachmentsUnknown);
        Assert.Null(Inspect(Nested(20)).AttachmentsUnknown);
        Assert.NotNull(Inspect(Nested(21)).AttachmentsUnknown);

        static string Nested(int depth) => Head + Repeat("Content-Type: message/rfc822\r\n\r\n", depth) + "Subject: innen\r\n\r\nx\r\n";
    }

    private static InspectedMail Inspect(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var mail = MailInspector.Inspect(new MemoryStream(Encoding.UTF8.GetBytes(text)), new InspectionLimits());
        using var json = new Utf8JsonWriter(Stream.Null);
        InspectJson.Write(json, mail, "x");
        var took = Stopwatch.GetElapsedTime(started);
        Assert.True(took < Bound, $"took {took}");
        return mail;
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
