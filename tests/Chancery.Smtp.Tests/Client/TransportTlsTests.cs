using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>The stricter of what hop and mail demand holds; without it nothing is said about the mail.</summary>
public sealed class TransportTlsTests
{
    private const string Body = "Subject: x\r\n\r\nsecret\r\n";

    [Theory]
    [InlineData(TlsMode.None, TlsMode.None, "plain")]
    [InlineData(TlsMode.Opportunistic, TlsMode.None, "plain")]
    [InlineData(TlsMode.None, TlsMode.Opportunistic, "plain")]
    [InlineData(TlsMode.Required, TlsMode.None, "deferred")]
    [InlineData(TlsMode.None, TlsMode.Required, "deferred")]
    [InlineData(TlsMode.Opportunistic, TlsMode.Verified, "deferred")]
    public async Task A_server_without_STARTTLS(TlsMode hop, TlsMode minimum, string expected) =>
        await CheckAsync(ScriptedServer.Friendly, hop, minimum, expected);

    [Theory]
    [InlineData(TlsMode.None, TlsMode.None, "plain")]
    [InlineData(TlsMode.Opportunistic, TlsMode.None, "tls")]
    [InlineData(TlsMode.None, TlsMode.Opportunistic, "tls")]
    [InlineData(TlsMode.Required, TlsMode.None, "tls")]
    [InlineData(TlsMode.None, TlsMode.Required, "tls")]
    [InlineData(TlsMode.Required, TlsMode.Verified, "deferred")]
    public async Task A_server_with_a_certificate_nobody_knows(TlsMode hop, TlsMode minimum, string expected) =>
        await CheckAsync(WithStartTls, hop, minimum, expected);

    [Theory]
    [InlineData("127.0.0.1", "tls")]
    [InlineData("localhost", "deferred")]
    public async Task A_verified_certificate_must_chain_and_name_the_host(string host, string expected) =>
        await CheckAsync(WithStartTls, TlsMode.Verified, TlsMode.None, expected, host, trusted: true);

    [Theory]
    [InlineData(TlsMode.Opportunistic, TlsMode.None, "plain")]
    [InlineData(TlsMode.Opportunistic, TlsMode.Opportunistic, "deferred")]
    [InlineData(TlsMode.Required, TlsMode.None, "deferred")]
    public async Task A_server_whose_handshake_fails(TlsMode hop, TlsMode minimum, string expected) =>
        await CheckAsync(command => command == "STARTTLS" ? "!220 go" : WithStartTls(command), hop, minimum, expected);

    [Fact]
    public async Task Text_behind_the_answer_to_STARTTLS_is_not_taken_as_said_under_TLS() =>
        await CheckAsync(command => command == "STARTTLS" ? "220 go\r\n250 injected" : WithStartTls(command), TlsMode.Required, TlsMode.None, "deferred");

    [Fact]
    public async Task Credentials_are_sent_under_TLS_only()
    {
        await using var server = new ScriptedServer(WithStartTls);
        await using var plain = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var credentials = new HopCredentials("user", "secret");
        var good = await sender.SendAsync(Sender.Hop(server.Port, TlsMode.Required, credentials: credentials), Sender.Mail(), Body, "b@z.example");
        var bad = await sender.SendAsync(Sender.Hop(plain.Port, TlsMode.Opportunistic, credentials: credentials), Sender.Mail(), Body, "b@z.example");
        Assert.Equal(TransportVerdict.Delivered, good.Recipients[0].Verdict);
        Assert.Contains("AUTH PLAIN AHVzZXIAc2VjcmV0", server.Commands);
        Assert.Equal((TransportVerdict.Deferred, "4.7.10"), (bad.Recipients[0].Verdict, bad.Recipients[0].Status));
        Assert.Equal(["EHLO gw.acme.example"], plain.Commands);
    }

    private static string? WithStartTls(string command) =>
        command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n250-PIPELINING\r\n250-AUTH LOGIN PLAIN\r\n250 STARTTLS"
        : command == "STARTTLS" ? "220 go"
        : ScriptedServer.Friendly(command);

    private static async Task CheckAsync(
        Func<string, string?> script, TlsMode hop, TlsMode minimum, string expected, string host = "127.0.0.1", bool trusted = false)
    {
        await using var server = new ScriptedServer(script);
        await using var sender = new Sender(Sender.Options with { TrustedRoots = trusted ? [TestCertificate.Instance.Root] : null });
        var result = await sender.SendAsync(Sender.Hop(server.Port, hop, host), Sender.Mail(minimum: minimum), Body, "b@z.example");
        var outcome = result.Recipients[0];
        Assert.Equal(expected == "deferred" ? (TransportVerdict.Deferred, "4.7.10") : (TransportVerdict.Delivered, "2.0.0"), (outcome.Verdict, outcome.Status));
        Assert.Equal(expected == "tls" ? "TLS1.3" : null, result.Tls);
        if (expected == "deferred")
            Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }
}
