using System.Text;
using System.Text.Json;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Every mail of the corpus, broken ones among them: taken or refused with a proper reply, inspected, simulated; none crashes, hangs or is altered.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_mail_is_refused_properly_or_arrives_unaltered()
    {
        var files = Files();
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        var (taken, refused) = (new Dictionary<string, byte[]>(), 0);
        var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        foreach (var file in files)
        {
            var content = Mails.WithCrLf(await File.ReadAllBytesAsync(file));
            var reply = await client.MailAsync("anna@acme.example", ["x@other.example"], content);
            Assert.Matches("^(250 2|4[0-9][0-9] 4|5[0-9][0-9] 5)\\.[0-9]+\\.[0-9]+ ", reply);
            if (reply[0] == '2')
                taken[reply.Split(' ')[^1]] = content;
            else
            {
                refused++;
                await client.DisposeAsync();
                client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
            }
        }

        await client.DisposeAsync();
        var held = await SettleAsync(sink, gateway, taken.Count);
        var altered = taken.Where(mail => sink.Mails.Any(m => m.Header.Contains(mail.Key, StringComparison.Ordinal)) && !IsUnaltered(sink, mail.Key, mail.Value)).Select(mail => mail.Key).ToList();

        output.WriteLine($"{files.Count} mails: {taken.Count} taken, {refused} refused, {sink.Mails.Count} delivered, {held} set aside, {altered.Count} altered");
        Assert.Empty(altered);
        Assert.Equal(taken.Count, sink.Mails.Count + held);
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
        [.. Directory.EnumerateFiles(Repository.RequireCorpus(), "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Waits until nothing is under way; messages set aside stay in the queue.</summary>
    private static async Task<int> SettleAsync(Sink sink, Gateway gateway, int taken)
    {
        for (var end = DateTime.UtcNow.AddSeconds(120); ; await Task.Delay(500))
        {
            var queue = await gateway.VerbAsync("queue", "list", "--json");
            Assert.True(queue.ExitCode == 0, queue.ToString());
            using var json = JsonDocument.Parse(queue.Output);
            var waiting = json.RootElement.GetProperty("messages").GetArrayLength();
            if (sink.Mails.Count + waiting == taken || DateTime.UtcNow > end)
                return waiting;
        }
    }

    private static bool IsUnaltered(Sink sink, string id, byte[] sent)
    {
        var mail = sink.Mails.Single(m => m.Header.Contains(id, StringComparison.Ordinal));
        var below = mail.Text[(mail.Text.IndexOf("\r\n", mail.Text.IndexOf("\r\n s=", StringComparison.Ordinal) + 2, StringComparison.Ordinal) + 2)..];
        var original = Encoding.Latin1.GetString(sent);
        if (!original.EndsWith("\r\n", StringComparison.Ordinal))
            original += "\r\n";
        return below == original || original.Contains("\nBcc:", StringComparison.OrdinalIgnoreCase) || original.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase)
            || original.Contains("X-Chancery-", StringComparison.OrdinalIgnoreCase);
    }
}
