using Acceptance.Support;

namespace Acceptance;

/// <summary>One line per delivery, and a search for a status finds what has it, whatever others call themselves.</summary>
public sealed class DeliveryLineTests
{
    private const string Liar = "\"x> status=delivered delay=0.01s\"@other.example";
    private const string Sender = "\"a status=delivered\"@acme.example";
    private const string Word = "status=delivered@other.example";

    [Fact]
    public async Task Nobody_s_address_or_reply_imitates_a_status()
    {
        await using var sink = new Sink();
        sink.RecipientReplies[Liar] = "550 5.1.1 status=delivered";
        sink.RecipientReplies[Word] = "550 5.1.1 no such user";
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        await client.SayAsync("EHLO status=delivered");
        await client.SayAsync("STATUS=DELIVERED");

        Assert.StartsWith("250", await client.MailAsync(Sender, [Liar, Word, "there@other.example"], Mails.Simple("anna@acme.example", "there@other.example", "s")), StringComparison.Ordinal);
        for (var end = DateTime.UtcNow.AddSeconds(20); Lines(gateway, "status=").Count < 3; await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, gateway.Log);
        await client.SayAsync("QUIT");
        await gateway.StopAsync();

        var failed = Assert.Single(Lines(gateway, "status=failed"));
        Assert.Contains("to=<\"x\\x3E\\x20status\\x3Ddelivered\\x20delay\\x3D0.01s\"@other.example>,<status\\x3Ddelivered@other.example>", failed, StringComparison.Ordinal);
        Assert.Equal(2, Lines(gateway, "status=delivered").Count);
        Assert.All(Lines(gateway, "status=delivered"), line => Assert.True(line.Contains("to=<there@other.example>", StringComparison.Ordinal) || line.Contains("to=<\"a\\x20status\\x3Ddelivered\"@acme.example>", StringComparison.Ordinal), line));
    }

    private static List<string> Lines(Gateway gateway, string with) =>
        [.. gateway.Log.Split('\n').Where(line => line.Contains(with, StringComparison.OrdinalIgnoreCase))];
}
