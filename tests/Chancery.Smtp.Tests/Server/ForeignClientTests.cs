using System.Text;
using Chancery.Engine.Settings;
using Chancery.Smtp.Tests.Support;
using Chancery.Smtp.Tls;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Somebody else's clients against the listener.</summary>
public sealed class ForeignClientTests
{
    [Theory]
    [InlineData(ListenerTls.StartTls, "-tls1_3")]
    [InlineData(ListenerTls.StartTls, "-tls1_2")]
    [InlineData(ListenerTls.Implicit, "-tls1_3")]
    public async Task Openssl_sends_a_mail_under_TLS(ListenerTls tls, string version)
    {
        var folder = Directory.CreateTempSubdirectory("tls").FullName;
        await using var server = await TestServer.StartAsync(
            listener: TestServer.Listener(tls), certificate: new FileCertificate(TestCertificate.Instance.WritePem(folder)));
        var root = Path.Combine(folder, "root.pem");
        await File.WriteAllTextAsync(root, TestCertificate.Instance.Root.ExportCertificatePem());
        string[] arguments = ["s_client", "-connect", $"127.0.0.1:{server.Port}", version, "-crlf", "-ign_eof", "-verify_return_error", "-verify_hostname", "gw.acme.example", "-CAfile", root];
        using var openssl = Programs.Start("openssl", tls == ListenerTls.StartTls ? [.. arguments, "-starttls", "smtp"] : arguments);
        var output = openssl.StandardOutput.ReadToEndAsync();
        foreach (var line in (string[])["EHLO client.example", "MAIL FROM:<a@x.example>", "rcpt to:<b@ziel-a.example>", "DATA", "Subject: tls\n\nhello\n.", "QUIT"])
        {
            // openssl reads its input at its own pace; a client waits for each reply.
            await Task.Delay(400);
            await openssl.StandardInput.WriteAsync(line + "\n");
            await openssl.StandardInput.FlushAsync();
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await openssl.WaitForExitAsync(limit.Token);
        Assert.DoesNotContain("250-STARTTLS", await output, StringComparison.Ordinal);
        var message = Assert.Single(server.Reception.Messages);
        Assert.Equal(version == "-tls1_3" ? "TLS1.3" : "TLS1.2", message.Session.Tls);
        Assert.Equal("Subject: tls\r\n\r\nhello\r\n", Encoding.ASCII.GetString(message.Content));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Openssl_gets_no_old_TLS()
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener(ListenerTls.StartTls), certificate: TestCertificate.Instance);
        var (exit, _) = await Programs.RunAsync("openssl", "", "s_client", "-connect", $"127.0.0.1:{server.Port}", "-starttls", "smtp", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0");
        Assert.NotEqual(0, exit);
        Assert.Contains(server.Log.Lines, line => line.Contains("TlsFailed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--tls", "TLS1.3")]
    [InlineData("--pipeline", null)]
    [InlineData("--helo", null)]
    public async Task Swaks_delivers(string option, string? tls)
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener(ListenerTls.StartTls), certificate: TestCertificate.Instance);
        string[] options = option == "--helo" ? ["--protocol", "SMTP"] : [option];
        var (exit, output) = await Programs.RunAsync(
            "swaks", "", ["--server", $"127.0.0.1:{server.Port}", "--from", "a@x.example", "--to", "b@ziel-a.example,c@ziel-a.example", "--body", ".\\n..two", .. options]);
        Assert.SkipWhen(output.Contains("requires Net::SSLeay", StringComparison.Ordinal), "swaks has no TLS here");
        Assert.True(exit == 0, output);
        var message = Assert.Single(server.Reception.Messages);
        Assert.Equal(tls, message.Session.Tls);
        Assert.Contains("\r\n.\r\n..two\r\n", Encoding.Latin1.GetString(message.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-d")]
    [InlineData("-c")]
    public async Task Smtp_source_delivers_in_parallel(string mode)
    {
        await using var server = await TestServer.StartAsync();
        var (exit, output) = await Programs.RunAsync(
            "smtp-source", "", mode, "-s", "10", "-m", "200", "-l", "5000", "-r", "3", "-f", "a@x.example", "-t", "b@ziel-a.example", $"127.0.0.1:{server.Port}");
        Assert.True(exit == 0, output);
        Assert.Equal(200, server.Reception.Messages.Count);
        Assert.All(server.Reception.Messages, message => Assert.Equal(3, message.Envelope.Recipients.Count));
    }

    /// <summary>Full TLS records come in pieces of the network's own.</summary>
    [Fact]
    public async Task A_large_mail_comes_whole_through_TLS()
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener(ListenerTls.StartTls), certificate: TestCertificate.Instance);
        using var client = await RawClient.GreetedAsync(server.Port);
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync();
        foreach (var command in (string[])["EHLO c", "MAIL FROM:<a@x.example>", "RCPT TO:<b@ziel-a.example>", "DATA"])
            await client.AskAsync(command);
        var mail = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i} is the number of this line\r\n"));
        Assert.StartsWith("250", (await client.AskAsync(mail + "."))[^1], StringComparison.Ordinal);
        Assert.Equal(mail, Encoding.ASCII.GetString(Assert.Single(server.Reception.Messages).Content));
    }

    [Fact]
    public async Task A_failed_handshake_ends_the_session_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener(ListenerTls.StartTls), certificate: TestCertificate.Instance);
        using (var client = await RawClient.GreetedAsync(server.Port))
        {
            Assert.StartsWith("220", (await client.AskAsync("STARTTLS"))[^1], StringComparison.Ordinal);
            await client.SendAsync("MAIL FROM:<a@x.example>\r\n");
            Assert.DoesNotContain("250", await client.ToEndAsync(), StringComparison.Ordinal);
        }

        using var next = await RawClient.GreetedAsync(server.Port);
        Assert.Contains(server.Log.Lines, line => line.Contains("TlsFailed", StringComparison.Ordinal));
    }
}
