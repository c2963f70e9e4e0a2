using System.Text;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Memory does not grow with the attachment.</summary>
public sealed class LargeMailTests(ITestOutputHelper output)
{
    private const long Ceiling = 96_000_000;

    [Fact]
    public async Task An_untouched_mail_of_120_MB_passes_within_96_MB_over_idle()
    {
        await using var sink = new Sink { CountOnly = true };
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        await client.MailAsync("anna@acme.example", ["x@other.example"], Mails.Simple("anna@acme.example", "x@other.example", "warm up"));
        await sink.WaitForAsync(1);
        var idle = gateway.PeakMemory();

        await client.SayAsync("MAIL FROM:<anna@acme.example>");
        await client.SayAsync("RCPT TO:<x@other.example>");
        await client.SayAsync("DATA");
        await client.SendAsync(Encoding.ASCII.GetBytes(
            "From: anna@acme.example\r\nTo: x@other.example\r\nSubject: series\r\nMIME-Version: 1.0\r\nContent-Type: application/dicom; name=ct.dcm\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('A', 76) + "\r\n", 1000)));
        for (var sent = 0L; sent < 120_000_000; sent += block.Length)
            await client.SendAsync(block);
        await client.SendAsync("\r\n.\r\n"u8.ToArray());
        var reply = await client.ReplyAsync(120);
        Assert.StartsWith("250 ", reply, StringComparison.Ordinal);
        await sink.WaitForAsync(2, 120);

        var growth = gateway.PeakMemory() - idle;
        output.WriteLine($"idle {idle / 1e6:F0} MB, growth {growth / 1e6:F1} MB, {sink.OctetsCounted} octets arrived");
        Assert.True(sink.OctetsCounted > 120_000_000);
        Assert.True(growth < Ceiling, $"peak memory grew by {growth / 1e6:F1} MB");
    }
}
