using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>SASL PLAIN and LOGIN (RFC 4954), under TLS only.</summary>
public sealed class AuthTests
{
    [Theory]
    [InlineData("PLAIN", ListenerProtocol.Smtp)]
    [InlineData("LOGIN", ListenerProtocol.Submission)]
    public async Task Swaks_logs_in_and_sends(string mechanism, ListenerProtocol protocol)
    {
        await using var server = await StartAsync(ListenerAuth.Required, protocol: protocol);
        var (exit, output) = await Programs.RunAsync(
            "swaks", "", "--server", $"127.0.0.1:{server.Port}", "--from", "anna@acme.example", "--to", "b@ziel-a.example", "--tls",
            "--auth", mechanism, "--auth-user", "anna", "--auth-password", Users.Password);
        Assert.SkipWhen(output.Contains("requires Net::SSLeay", StringComparison.Ordinal), "swaks has no TLS here");
        Assert.True(exit == 0, output);
        var session = Assert.Single(server.Reception.Messages).Session;
        Assert.Equal((SessionTrust.Authenticated, "anna", "acme"), (session.Trust, session.User, session.Tenant));
        Assert.All(server.Log.Lines, line => Assert.DoesNotContain(Users.Password, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_TLS_nobody_can_log_in_or_where_it_is_required_send()
    {
        await using var server = await StartAsync(ListenerAuth.Required);
        using var client = await RawClient.GreetedAsync(server.Port);
        Assert.DoesNotContain(await client.AskAsync("EHLO c"), line => line.Contains("AUTH", StringComparison.Ordinal));
        Assert.StartsWith("538 5.7.11", (await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("530 5.7.0", (await client.AskAsync("MAIL FROM:<anna@acme.example>"))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH CRAM-MD5", "504 5.5.4")]
    [InlineData("AUTH", "504 5.5.4")]
    [InlineData("AUTH PLAIN !!!", "501 5.5.2")]
    [InlineData("AUTH PLAIN =", "501 5.5.2")]
    [InlineData("AUTH PLAIN AGFubmE=", "501 5.5.2")]
    [InlineData("AUTH PLAIN Ym9zcwBhbm5hAHg=", "501 5.5.2")]
    [InlineData("AUTH PLAIN AP8A/w==", "501 5.5.2")]
    public async Task What_is_no_login_is_told(string command, string reply)
    {
        await using var server = await StartAsync(ListenerAuth.Optional);
        using var client = await EncryptedAsync(server);
        Assert.StartsWith(reply, (await client.AskAsync(command))[^1], StringComparison.Ordinal);
        Assert.StartsWith("250", (await client.AskAsync("NOOP"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_can_be_cancelled_at_each_step_and_succeeds_once()
    {
        await using var server = await StartAsync(ListenerAuth.Optional);
        using var client = await EncryptedAsync(server);
        Assert.Equal("334 ", (await client.AskAsync("AUTH PLAIN"))[^1]);
        Assert.StartsWith("501 5.0.0", (await client.AskAsync("*"))[^1], StringComparison.Ordinal);
        Assert.Equal("334 VXNlcm5hbWU6", (await client.AskAsync("AUTH LOGIN"))[^1]);
        Assert.Equal("334 UGFzc3dvcmQ6", (await client.AskAsync(Users.Base64("anna")))[^1]);
        Assert.StartsWith("501 5.0.0", (await client.AskAsync("*"))[^1], StringComparison.Ordinal);
        Assert.Equal("334 UGFzc3dvcmQ6", (await client.AskAsync("AUTH LOGIN " + Users.Base64("anna")))[^1]);
        Assert.StartsWith("235 2.7.0", (await client.AskAsync(Users.Base64(Users.Password)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("503", (await client.AskAsync("AUTH PLAIN"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sends_as_somebody_else()
    {
        await using var server = await StartAsync(ListenerAuth.Optional);
        using var client = await EncryptedAsync(server);
        await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password));
        Assert.StartsWith("553 5.7.1", (await client.AskAsync("MAIL FROM:<boss@acme.example>"))[^1], StringComparison.Ordinal);
        Assert.StartsWith("553 5.7.1", (await client.AskAsync("MAIL FROM:<x@sub.reports.acme.example>"))[^1], StringComparison.Ordinal);
        foreach (var mine in (string[])["Anna@ACME.example", "weekly@reports.acme.example", ""])
        {
            Assert.StartsWith("250", (await client.AskAsync($"MAIL FROM:<{mine}> AUTH=<>"))[^1], StringComparison.Ordinal);
            Assert.StartsWith("503", (await client.AskAsync("AUTH PLAIN"))[^1], StringComparison.Ordinal);
            await client.AskAsync("RSET");
        }
    }

    [Theory]
    [InlineData(LoginSenders.Envelope, "From: boss@acme.example", "250")]
    [InlineData(LoginSenders.Both, "From: Anna <Anna@ACME.example>", "250")]
    [InlineData(LoginSenders.Both, "From: weekly@reports.acme.example, anna@acme.example\r\nSender: anna@acme.example", "250")]
    [InlineData(LoginSenders.Both, "From: boss@acme.example", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "From: \"anna@acme.example\" <boss@acme.example>", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "From: anna@acme.example, boss@acme.example", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "From: anna@acme.example\r\nFrom: boss@acme.example", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "From: anna@acme.example\r\nSender: boss@acme.example", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "From: anna@acme.example, <<boss@acme.example", "550 5.7.1")]
    [InlineData(LoginSenders.Both, "Subject: nobody wrote this", "550 5.7.1")]
    public async Task Where_the_listener_says_so_nobody_writes_in_another_s_name(LoginSenders senders, string header, string reply)
    {
        await using var server = await StartAsync(ListenerAuth.Optional, senders);
        using var client = await EncryptedAsync(server);
        await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password));
        foreach (var command in (string[])["MAIL FROM:<anna@acme.example>", "RCPT TO:<b@ziel-a.example>", "DATA"])
            await client.AskAsync(command);
        await client.SendAsync($"{header}\r\n\r\nFrom: boss@acme.example\r\n.\r\n");
        Assert.StartsWith(reply, (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.Equal(reply == "250" ? 1 : 0, server.Reception.Messages.Count);
        Assert.True(server.Reception.Messages.All(message => System.Text.Encoding.UTF8.GetString(message.Content) == $"{header}\r\n\r\nFrom: boss@acme.example\r\n"));
    }

    [Fact]
    public async Task Any_sender_is_taken_where_the_listener_says_so()
    {
        await using var server = await StartAsync(ListenerAuth.Optional, LoginSenders.Any);
        using var client = await EncryptedAsync(server);
        await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password));
        Assert.StartsWith("250", (await client.AskAsync("MAIL FROM:<boss@acme.example>"))[^1], StringComparison.Ordinal);
    }

    /// <summary>R21: the listener before the login, and neither: found out per message.</summary>
    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, "acme")]
    [InlineData("beta", false, "beta")]
    [InlineData("beta", true, "beta")]
    public async Task The_reception_is_told_whose_session_it_is(string? listener, bool login, string? tenant)
    {
        await using var server = await StartAsync(ListenerAuth.Optional, tenant: listener);
        using var client = await EncryptedAsync(server);
        if (login)
            await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password));
        foreach (var command in (string[])["MAIL FROM:<anna@acme.example>", "RCPT TO:<b@ziel-a.example>", "DATA"])
            await client.AskAsync(command);
        await client.SendAsync("x\r\n.\r\n");
        Assert.StartsWith("250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.Equal(tenant, Assert.Single(server.Reception.Messages).Session.Tenant);
    }

    [Fact]
    public async Task Guessing_ends_the_session_and_then_the_client_is_not_heard_for_a_while()
    {
        await using var server = await StartAsync(ListenerAuth.Optional);
        for (var session = 0; session < 7; session++)
        {
            using var client = await EncryptedAsync(server);
            foreach (var expected in (string[])["535 5.7.8", "535 5.7.8", "421 4.7.0"])
                if ((await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", "guess")))[^1] is var reply && !reply.StartsWith("421", StringComparison.Ordinal))
                    Assert.StartsWith(expected, reply, StringComparison.Ordinal);
        }

        using var late = await EncryptedAsync(server);
        Assert.StartsWith("421 4.7.0", (await late.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password)))[^1], StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Contains("535 5.7.8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_that_is_down_is_no_wrong_password()
    {
        await using var server = await TestServer.StartAsync(
            listener: TestServer.Listener(ListenerTls.StartTls) with { Auth = ListenerAuth.Optional }, certificate: TestCertificate.Instance,
            authenticator: Users.Anna(directoryDown: true));
        using var client = await EncryptedAsync(server);
        Assert.StartsWith("454 4.7.0", (await client.AskAsync("AUTH PLAIN " + Users.Plain("bert", "x")))[^1], StringComparison.Ordinal);
        Assert.StartsWith("235", (await client.AskAsync("AUTH PLAIN " + Users.Plain("anna", Users.Password)))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task B4_lines_of_a_login_may_be_long_but_not_longer()
    {
        await using var server = await StartAsync(ListenerAuth.Optional);
        using var client = await EncryptedAsync(server);
        Assert.StartsWith("501 5.5.2", (await client.AskAsync("AUTH PLAIN " + new string('A', 12_288 - 13)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("500 5.5.6", (await client.AskAsync("AUTH PLAIN " + new string('A', 12_288 - 12)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("500 5.5.6", (await client.AskAsync("AUTH PLAIN " + new string('A', 122_880)))[^1], StringComparison.Ordinal);
        Assert.Equal("334 ", (await client.AskAsync("AUTH PLAIN"))[^1]);
        Assert.StartsWith("501 5.5.2", (await client.AskAsync(new string('A', 12_288 - 2)))[^1], StringComparison.Ordinal);
        Assert.Equal("334 ", (await client.AskAsync("AUTH PLAIN"))[^1]);
        Assert.StartsWith("500 5.5.6", (await client.AskAsync(new string('A', 12_288 - 1)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("500 5.5.6", (await client.AskAsync("NOOP " + new string('A', 2048)))[^1], StringComparison.Ordinal);
        Assert.StartsWith("250", (await client.AskAsync("NOOP"))[^1], StringComparison.Ordinal);
    }

    /// <summary>The line of docs/how-to/listeners.md, run by Python.</summary>
    [Fact]
    public async Task The_documented_command_makes_a_hash_that_fits()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "how-to", "listeners.md"));
        var script = page.Split("python3 -c '")[1].Split('\'')[0].Replace("getpass.getpass()", "input()", StringComparison.Ordinal);
        var (exit, output) = await Programs.RunAsync("python3", Users.Password + "\n", "-c", script);
        Assert.True(exit == 0, output);
        var hash = PasswordHash.TryParse(output.Trim());
        Assert.True(hash!.Fits(Users.Password));
        Assert.False(hash.Fits(Users.Password + " "));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("$6$rounds=5000$salt$hash")]
    [InlineData("$pbkdf2-sha512$1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$pbkdf2-sha512$2000000000$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$pbkdf2-sha512$100000$c2FsdHNhbHRzYWx0$")]
    [InlineData("$pbkdf2-md5$100000$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_strong_hash_is_none(string text) => Assert.Null(PasswordHash.TryParse(text));

    private static Task<TestServer> StartAsync(
        ListenerAuth auth, LoginSenders senders = LoginSenders.Envelope, ListenerProtocol protocol = ListenerProtocol.Smtp, string? tenant = null) => TestServer.StartAsync(
        listener: TestServer.Listener(ListenerTls.StartTls) with
        {
            Auth = auth,
            LoginSenders = senders,
            Protocol = protocol,
            Tenant = tenant is null ? null : new Policy.TenantId(tenant),
        },
        certificate: TestCertificate.Instance, authenticator: Users.Anna());

    private static async Task<RawClient> EncryptedAsync(TestServer server)
    {
        var client = await RawClient.GreetedAsync(server.Port);
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync();
        Assert.Contains(await client.AskAsync("EHLO c"), line => line.EndsWith("AUTH PLAIN LOGIN", StringComparison.Ordinal));
        return client;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Chancery.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
