using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A copy taken while mail flows starts as a gateway of its own, and no mail acknowledged before is missing.</summary>
public sealed partial class BackupTests(ITestOutputHelper output)
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ hold ] } ]";

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_was_delivered_or_is_in_it()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        var acknowledged = new ConcurrentQueue<string>();
        using var end = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 3).Select(client => SendAsync(gateway.SmtpPort, client, acknowledged, end.Token)));
        while (acknowledged.Count < 60)
            await Task.Delay(20);
        // Delivery stands still for the second half, so that mail waits in the copy.
        Assert.Equal(0, (await gateway.VerbAsync("queue", "pause")).ExitCode);
        while (acknowledged.Count < 120)
            await Task.Delay(20);

        var before = acknowledged.ToList();
        var copy = Path.Combine(gateway.Folder, "copy");
        var backup = await gateway.VerbAsync("backup", copy, "--with-key", "--json");
        Assert.True(backup.ExitCode == 0, backup.ToString());
        await end.CancelAsync();
        await load;
        var delivered = Numbers(sink);

        await using var other = new Sink();
        await using var restored = new Gateway(other.Port, Policy);
        var restore = await restored.VerbAsync("restore", copy);
        Assert.True(restore.ExitCode == 0, restore.ToString());
        Assert.Equal(2, (await restored.VerbAsync("restore", copy)).ExitCode);
        await restored.StartAsync();
        var list = await restored.VerbAsync("queue", "list", "--json");
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(list.Output).RootElement.GetProperty("pauses")[0].GetProperty("nextHop").ValueKind);
        Assert.Equal(0, (await restored.VerbAsync("queue", "resume")).ExitCode);
        for (var limit = DateTime.UtcNow.AddSeconds(60); before.Except(delivered).Except(Numbers(other)).Any() && DateTime.UtcNow < limit;)
            await Task.Delay(100);

        output.WriteLine($"{before.Count} acknowledged before, {delivered.Count} delivered by the first, {Numbers(other).Count} by the restored");
        Assert.Empty(before.Except(delivered).Except(Numbers(other)));
        Assert.NotEmpty(Numbers(other));
    }

    private static async Task SendAsync(int port, int client, ConcurrentQueue<string> acknowledged, CancellationToken end)
    {
        await using var dialog = await SmtpDialog.ConnectAsync(port);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var number = $"{client}-{i.ToString("D5", CultureInfo.InvariantCulture)}";
            var lines = string.Join("\r\n", Enumerable.Repeat(new string('x', 70), i % 5 == 4 ? 2_000 : 50));
            var reply = await dialog.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", $"backup {number}", lines));
            Assert.StartsWith("250 ", reply, StringComparison.Ordinal);
            acknowledged.Enqueue(number);
        }
    }

    private static HashSet<string> Numbers(Sink sink) => [.. sink.Mails.Select(mail => Number().Match(mail.Header).Groups[1].Value)];

    [GeneratedRegex(@"Subject: backup (\S+)")]
    private static partial Regex Number();
}
