using System.Text.Json;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Every mail of the corpus, broken ones among them: taken or refused with a proper reply, inspected, simulated; none crashes, hangs or is altered.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    /// <summary>What is over a limit of the reader is set aside without any rule: nobody can say what is in it.</summary>
    private static readonly string[] Limits =
    [
        "quarantined: messages within messages over the limit",
        "quarantined: the number of parts is over the limit",
        "quarantined: parts within parts over the limit",
        "quarantined: a header field is over the limit",
        "quarantined: a header line is over the limit",
        "quarantined: groups of addresses within groups over the limit",
        "quarantined: a boundary is over the limit",
    ];

    [Fact]
    public async Task Every_mail_is_refused_properly_or_arrives_unaltered()
    {
        var files = Files();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        var (taken, refused) = (new Dictionary<string, (string File, byte[] Content)>(), 0);
        var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        foreach (var file in files)
        {
            var content = Mails.WithCrLf(await File.ReadAllBytesAsync(file));
            var reply = await client.MailAsync("anna@acme.example", ["x@other.example"], content);
            Assert.Matches("^(250 2|4[0-9][0-9] 4|5[0-9][0-9] 5)\\.[0-9]+\\.[0-9]+ ", reply);
            if (reply[0] == '2')
                taken[reply.Split(' ')[^1]] = (file, content);
            else
            {
                refused++;
                await client.DisposeAsync();
                client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
            }
        }

        await client.DisposeAsync();
        var reasons = await SettleAsync(sink, gateway, taken.Count);
        var altered = sink.Mails.Where(mail => mail.BelowTrace != Untouched.Expected(taken[mail.Id].Content)).Select(mail => taken[mail.Id].File).ToList();

        output.WriteLine($"{files.Count} mails: {taken.Count} taken, {refused} refused, {sink.Mails.Count} delivered, {reasons.Count} set aside, {altered.Count} altered");
        Assert.Empty(altered);
        Assert.Equal(taken.Count, sink.Mails.Count + reasons.Count);
        Assert.Equal(taken.Count, sink.Mails.Select(mail => mail.Id).Concat(reasons.Keys).Distinct().Count());
        Assert.All(reasons.Values, reason => Assert.Contains(reason, Limits));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("simulate")]
    public async Task Every_mail_has_its_entry(string verb)
    {
        using var folder = new TestFolder();
        folder.Write("policy/rules.yaml", "rules: [ { id: big, if: { attachment.any: { size: \"> 1KB\" } }, then: [ { header: { set: { name: X-Big, value: \"1\" } } } ] } ]");
        string[] policy = verb == "simulate" ? ["--policy", folder.At("policy")] : [];
        var files = Files();

        var result = await Run.ProgramAsync("dotnet", [Repository.Program, verb, .. files, .. policy, "--json"], seconds: 400);

        Assert.True(result.ExitCode is 0 or 1, result.Error);
        using var json = JsonDocument.Parse(result.Output);
        var mails = json.RootElement.GetProperty("mails").EnumerateArray().ToList();
        Assert.Equal(files.Count, mails.Count);
        Assert.Equal(files, mails.Select(mail => mail.GetProperty("source").GetString()));
    }

    private static List<string> Files() =>
        [.. Directory.EnumerateFiles(Repository.CorpusOrOwn, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Waits until nothing is under way; then what is set aside, with the reason.</summary>
    private static async Task<Dictionary<string, string>> SettleAsync(Sink sink, Gateway gateway, int taken)
    {
        for (var end = DateTime.UtcNow.AddSeconds(120); ; await Task.Delay(500))
        {
            var queue = await gateway.VerbAsync("queue", "list", "--json");
            Assert.True(queue.ExitCode == 0, queue.ToString());
            using var json = JsonDocument.Parse(queue.Output);
            var waiting = json.RootElement.GetProperty("messages").EnumerateArray().ToDictionary(mail => mail.GetProperty("id").GetString()!, ReasonOf);
            if (sink.Mails.Count + waiting.Count == taken || DateTime.UtcNow > end)
                return waiting;
        }
    }

    private static string ReasonOf(JsonElement mail) =>
        string.Join("; ", mail.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("state")}: {group.GetProperty("reason")}"));
}
