using Acceptance.Support;

namespace Acceptance;

/// <summary>Which header fields are believed, taken away, or set.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("any", "out@elsewhere.example", "anna@acme.example", false)]
    [InlineData("internal", "anna@acme.example", "b@partner.example", true)]
    public async Task Control_headers_pass_only_with_the_trust(string trust, string from, string to, bool stays)
    {
        await using var sink = new Sink();
        await using var gateway = new Gateway(sink.Port, "rules: []");
        await File.WriteAllTextAsync(gateway.Config, (await File.ReadAllTextAsync(gateway.Config)).Replace("trust: internal", $"trust: {trust}", StringComparison.Ordinal));
        await gateway.StartAsync();
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        await client.MailAsync(from, [to], Mails.Simple(from, to, "s", extra: "X-Chancery-Mobile: +491700000000\r\nX-Other: 1\r\n"));

        var mail = (await sink.WaitForAsync(1))[0];
        Assert.Equal(stays, mail.Header.Contains("X-Chancery-Mobile: +491700000000", StringComparison.Ordinal));
        Assert.Contains("X-Other: 1", mail.Header, StringComparison.Ordinal);
    }
}
