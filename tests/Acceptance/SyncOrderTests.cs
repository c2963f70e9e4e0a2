using System.Diagnostics;
using System.Globalization;
using Acceptance.Support;

namespace Acceptance;

/// <summary>The kernel's own record of a running gateway: what a message consists of was synced before its 250 left.</summary>
public sealed class SyncOrderTests(ITestOutputHelper output)
{
    private const int Clients = 8;

    private static int Messages => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 10_000 : 1_000;

    [Fact]
    public async Task T3_every_250_comes_after_the_sync_of_its_message()
    {
        await using var sink = new Sink { CountOnly = true };
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ hold ] } ]");
        var trace = Path.Combine(gateway.Folder, "trace");
        using var tracer = await AttachAsync(gateway.ProcessId, trace);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => SendAsync(gateway.SmtpPort, client)));
        // Told to end, it lets go of the process and writes what it still has.
        await Run.ProgramAsync("kill", ["-TERM", tracer.Id.ToString(CultureInfo.InvariantCulture)]);
        await tracer.WaitForExitAsync();

        var judged = SyncOrder.Judge(File.ReadLines(trace));
        output.WriteLine($"{judged.Acknowledged} messages, {judged.Large} in files of their own, {judged.Syncs} syncs of the log, {judged.Violations.Count} violations");
        Assert.Equal(Messages, judged.Acknowledged);
        Assert.True(judged.Large > 0, "no large message was seen");
        Assert.True(judged.Violations.Count == 0, string.Join('\n', judged.Violations.Take(5)));
    }

    private static async Task SendAsync(int port, int client)
    {
        await using var dialog = await SmtpDialog.ConnectAsync(port);
        for (var i = client; i < Messages; i += Clients)
        {
            var body = new string('x', i % 20 == 19 ? 100_000 : 1_500);
            var lines = string.Join("\r\n", body.Chunk(70).Select(line => new string(line)));
            var reply = await dialog.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", $"order {i}", lines));
            Assert.StartsWith("250 ", reply, StringComparison.Ordinal);
        }
    }

    private static async Task<Process> AttachAsync(int process, string trace)
    {
        var start = new ProcessStartInfo("strace",
        [
            "-f", "-y", "-s", "200000", "-o", trace, "-e", "trace=pwrite64,fsync,fdatasync,rename,sendmsg,sendto", "-p", process.ToString(CultureInfo.InvariantCulture),
        ])
        {
            RedirectStandardError = true,
        };
        var tracer = Process.Start(start)!;
        while (await tracer.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("attached", StringComparison.Ordinal))
                return tracer;
        }

        Assert.Fail("the tracer cannot attach");
        return tracer;
    }
}
