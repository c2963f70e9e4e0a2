using Acceptance.Support;

namespace Acceptance;

/// <summary>Two gateways in a row, and mail that comes back.</summary>
public sealed class LoopTests
{
    private const string Marking = "rules: [ { id: mark, then: [ { subject: { prefix: \"[seen] \" } } ] } ]";
    private const string Sender = "anna@acme.example";

    [Fact]
    public async Task Two_gateways_of_one_installation_treat_a_mail_once()
    {
        await using var sink = new Sink();
        await using var second = await Gateway.StartedAsync(sink.Port, Marking);
        await using var first = new Gateway(second.SmtpPort, Marking);
        CopyMasterKey(second, first);
        await first.StartAsync();

        await SendAsync(first);

        Assert.Contains("Subject: [seen] s\r\n", (await sink.WaitForAsync(1))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_of_somebody_else_decides_for_itself()
    {
        await using var sink = new Sink();
        await using var second = await Gateway.StartedAsync(sink.Port, Marking);
        await using var first = await Gateway.StartedAsync(second.SmtpPort, Marking);

        await SendAsync(first);

        Assert.Contains("Subject: [seen] [seen] s\r\n", (await sink.WaitForAsync(1))[0].Text, StringComparison.Ordinal);
    }

    /// <summary>The next hop of each is the other.</summary>
    [Fact]
    public async Task B15_two_gateways_that_point_at_each_other_end_with_a_report()
    {
        var port = Ports.Free();
        await using var first = new Gateway(port, "rules: []");
        await using var second = new Gateway(first.SmtpPort, "rules: []", smtpPort: port);
        await second.StartAsync();
        CopyMasterKey(second, first);
        await first.StartAsync();

        await SendAsync(first);

        for (var end = DateTime.UtcNow.AddSeconds(30); !(first.Log + second.Log).Contains("5.4.6", StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, first.Log + second.Log);
        // The report loops as well and, being from nobody, ends without another.
        await QuietAsync(() => first.Log.Length + second.Log.Length);
        var deliveries = (first.Log + second.Log).Split('\n').Count(line => line.Contains("status=delivered", StringComparison.Ordinal));
        Assert.InRange(deliveries, 3, 12);
        Assert.Contains(first.Log.Split('\n').Concat(second.Log.Split('\n')), line => line.Contains("status=failed", StringComparison.Ordinal) && line.Contains("5.4.6", StringComparison.Ordinal));
    }

    private static async Task QuietAsync(Func<int> measure)
    {
        for (var (last, end) = (-1, DateTime.UtcNow.AddSeconds(30)); measure() != last; await Task.Delay(1500))
        {
            Assert.True(DateTime.UtcNow < end, "mail goes round without end");
            last = measure();
        }
    }

    private static void CopyMasterKey(Gateway from, Gateway to)
    {
        var target = Directory.CreateDirectory(Path.Combine(to.Folder, "data", "secrets")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(from.Folder, "data", "secrets")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private static async Task SendAsync(Gateway gateway)
    {
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        Assert.StartsWith("250 ", await client.MailAsync(Sender, ["x@other.example"], Mails.Simple(Sender, "x@other.example", "s")), StringComparison.Ordinal);
    }
}
