using Acceptance.Support;

namespace Acceptance;

/// <summary>A recipient of ours that the server behind us does not know is refused while the client still waits.</summary>
public sealed class RecipientVerificationTests
{
    [Fact]
    public async Task The_next_hop_is_asked_about_our_own_recipients_only()
    {
        await using var sink = new Sink();
        sink.RecipientReplies["nobody@acme.example"] = "550 5.1.1 no such user";
        sink.RecipientReplies["busy@acme.example"] = "451 4.3.0 later";
        sink.RecipientReplies["nobody@other.example"] = "550 5.1.1 no such user";
        await using var gateway = await Gateway.StartedAsync(sink.Port, "rules: []", listenerExtra: ", verify-recipients: next-hop, unverified: defer");
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);
        await client.SayAsync("MAIL FROM:<x@other.example>");

        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<anna@acme.example>"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.1.1", await client.SayAsync("RCPT TO:<nobody@acme.example>"), StringComparison.Ordinal);
        Assert.StartsWith("450 4.4.3", await client.SayAsync("RCPT TO:<busy@acme.example>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<nobody@other.example>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<postmaster@acme.example>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.5", await client.SayAsync("RCPT TO:<postmaster>"), StringComparison.Ordinal);
    }
}
