using System.Diagnostics;
using Acceptance.Support;

namespace Acceptance;

/// <summary>A gateway whose disk fills up refuses for the time being, keeps what it has taken, and goes on by itself.</summary>
public sealed class FullDiskTests
{
    private const string Policy = "rules: [ { id: none, if: { recipient.domain: never.example }, then: [ hold ] } ]";

    [Theory]
    [InlineData("0")]
    [InlineData("8MB")]
    public async Task B16_with_the_disk_full_it_answers_452_keeps_nothing_of_it_and_recovers_alone(string reserve)
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, Policy, $"limits: {{ message: 2MB, free-disk: {reserve} }}");
        var data = Path.Combine(gateway.Folder, "data");
        Directory.CreateDirectory(data);
        if (!await MountAsync(data))
            Assert.Skip("no right to mount a small file system");
        try
        {
            await gateway.StartAsync();
            await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
            Assert.StartsWith("250", await MailAsync(client, "first"), StringComparison.Ordinal);
            var ballast = Path.Combine(data, "ballast");
            Fill(ballast);

            var refused = await UntilAsync(client, "second", reply => reply.StartsWith("452 4.3.1", StringComparison.Ordinal));
            Assert.StartsWith("452 4.3.1", refused, StringComparison.Ordinal);
            File.Delete(ballast);
            Assert.StartsWith("250", await UntilAsync(client, "third", reply => reply.StartsWith("250", StringComparison.Ordinal)), StringComparison.Ordinal);

            var arrived = await sink.WaitForAsync(2);
            Assert.Contains(arrived, mail => mail.Header.Contains("Subject: first", StringComparison.Ordinal));
            Assert.Contains(arrived, mail => mail.Header.Contains("Subject: third", StringComparison.Ordinal));
            Assert.DoesNotContain(sink.Mails, mail => mail.Header.Contains("Subject: second", StringComparison.Ordinal));
            await gateway.StopAsync();
        }
        finally
        {
            await Run.ProgramAsync("umount", ["-l", data]);
        }
    }

    private static async Task<bool> MountAsync(string folder) =>
        (await Run.ProgramAsync("mount", ["-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", folder])).ExitCode == 0;

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[64 * 1024]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<string> UntilAsync(SmtpDialog client, string subject, Func<string, bool> wanted)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            var reply = await MailAsync(client, subject);
            if (wanted(reply) || clock.Elapsed > TimeSpan.FromSeconds(30))
                return reply;
            await client.SayAsync("RSET");
        }
    }

    private static Task<string> MailAsync(SmtpDialog client, string subject) =>
        client.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", subject, string.Join("\r\n", Enumerable.Repeat(new string('x', 70), 3_000))));
}
