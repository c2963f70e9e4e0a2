using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Peers that speak for others: the PROXY protocol and XCLIENT.</summary>
public sealed class ForwardingTests
{
    private static readonly byte[] Signature = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    public static TheoryData<string, string> Headers => new()
    {
        { Hex("PROXY TCP4 192.0.2.9 198.51.100.1 56324 25\r\n"), "192.0.2.9" },
        { Hex("PROXY TCP6 2001:db8::9 2001:db8::1 56324 25\r\n"), "2001:db8::9" },
        { Hex("PROXY UNKNOWN\r\n"), "127.0.0.1" },
        { Hex("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"), "127.0.0.1" },
        { V2(0x21, 0x11, [192, 0, 2, 9, 198, 51, 100, 1, 0xdc, 4, 0, 25]), "192.0.2.9" },
        { V2(0x21, 0x11, [192, 0, 2, 9, 198, 51, 100, 1, 0xdc, 4, 0, 25, 4, 0, 2, 1, 1]), "192.0.2.9" },
        { V2(0x21, 0x21, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xdc, 4, 0, 25]), "2001:db8::9" },
        { V2(0x20, 0x00, []), "127.0.0.1" },
        { V2(0x20, 0x11, [192, 0, 2, 9, 198, 51, 100, 1, 0xdc, 4, 0, 25]), "127.0.0.1" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_proxy_tells_for_whom_it_connects(string header, string remote)
    {
        await using var server = await StartAsync();
        foreach (var cut in (int[])[0, 1])
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            var octets = Convert.FromHexString(header);
            await client.SendAsync(octets.AsMemory(0, cut));
            await client.SendAsync(octets.AsMemory(cut));
            await SendMailAsync(client);
            Assert.Equal(remote, server.Reception.Messages.Last().Session.Remote);
        }
    }

    public static TheoryData<string> Broken => new()
    {
        Hex("PROXY TCP4 192.0.2.9 198.51.100.1 56324\r\n"),
        Hex("PROXY TCP4 192.0.2.9 198.51.100.1 56324 99999\r\n"),
        Hex("PROXY TCP4 2001:db8::9 2001:db8::1 1 2\r\n"),
        Hex("PROXY TCP4 3221225993 198.51.100.1 1 2\r\n"),
        Hex("PROXY UDP4 192.0.2.9 198.51.100.1 1 2\r\n"),
        Hex("PROXY TCP4 " + new string('1', 100) + "\r\n"),
        V2(0x31, 0x11, [192, 0, 2, 9, 198, 51, 100, 1, 0xdc, 4, 0, 25]),
        V2(0x21, 0x11, [192, 0, 2, 9]),
        V2(0x21, 0x12, [192, 0, 2, 9, 198, 51, 100, 1, 0xdc, 4, 0, 25]),
        V2(0x21, 0x11, new byte[4097]),
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_header_ends_the_connection_without_a_word(string header)
    {
        await using var server = await StartAsync();
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.SendAsync(Convert.FromHexString(header));
        Assert.Equal("", await client.ToEndAsync());
    }

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.9 198.51.100.1 56324 25\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c")]
    public async Task B13_a_PROXY_header_of_a_stranger_is_refused(string header)
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener() with { ProxyNetworks = Networks.Of("192.0.2.0/24") });
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.SendAsync(Encoding.Latin1.GetBytes(header));
        Assert.StartsWith("500 5.5.1", await client.ToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_through_a_proxy_is_not_trusted_for_the_proxy_s_sake()
    {
        var listener = TestServer.Listener() with
        {
            ProxyNetworks = Networks.Of("127.0.0.1"),
            Trust = SessionTrust.Internal,
            Connector = "exchange",
            Demands = new ConnectorDemands { Networks = Networks.Of("10.0.0.0/8", "127.0.0.1") },
        };
        await using var server = await TestServer.StartAsync(listener: listener);
        foreach (var (address, trust, connector) in ((string, SessionTrust, string?)[])[("192.0.2.9", SessionTrust.Anonymous, null), ("10.1.2.3", SessionTrust.Internal, "exchange")])
        {
            using var client = await RawClient.ConnectAsync(server.Port);
            await client.SendAsync($"PROXY TCP4 {address} 198.51.100.1 56324 25\r\n");
            await SendMailAsync(client);
            var session = server.Reception.Messages.Last().Session;
            Assert.Equal((trust, connector), (session.Trust, session.Connector));
        }

        using var forwarded = await RawClient.ConnectAsync(server.Port);
        await forwarded.SendAsync("PROXY TCP4 127.0.0.1 198.51.100.1 56324 25\r\n");
        await forwarded.ReplyAsync();
        await forwarded.AskAsync("EHLO c");
        Assert.StartsWith("550", (await forwarded.AskAsync("XCLIENT ADDR=10.0.0.1"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swaks_speaks_for_another_client()
    {
        await using var server = await StartAsync(Users.Anna());
        var (exit, output) = await Programs.RunAsync(
            "swaks", "", "--server", $"127.0.0.1:{server.Port}", "--from", "anna@acme.example", "--to", "b@ziel-a.example",
            "--xclient-addr", "192.0.2.77", "--xclient-name", "client.acme.example", "--xclient-login", "anna");
        Assert.True(exit == 0, output);
        var session = Assert.Single(server.Reception.Messages).Session;
        Assert.Equal(("192.0.2.77", "anna", SessionTrust.Authenticated), (session.Remote, session.User, session.Trust));
    }

    [Fact]
    public async Task A_proxy_s_header_stands_before_TLS()
    {
        await using var server = await TestServer.StartAsync(
            listener: TestServer.Listener(ListenerTls.Implicit) with { ProxyNetworks = Networks.Of("127.0.0.1") }, certificate: TestCertificate.Instance);
        using var client = await RawClient.ConnectAsync(server.Port);
        await client.SendAsync("PROXY TCP4 192.0.2.9 198.51.100.1 56324 465\r\n");
        await client.StartTlsAsync();
        await SendMailAsync(client);
        Assert.Equal(("192.0.2.9", "TLS1.3"), (server.Reception.Messages.Last().Session.Remote, server.Reception.Messages.Last().Session.Tls));
    }

    internal static async Task SendMailAsync(RawClient client, string reply = "250")
    {
        Assert.StartsWith("220", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        foreach (var command in (string[])["EHLO c", "MAIL FROM:<a@x.example>", "RCPT TO:<b@ziel-a.example>"])
            Assert.StartsWith("250", (await client.AskAsync(command))[^1], StringComparison.Ordinal);
        Assert.StartsWith("354", (await client.AskAsync("DATA"))[^1], StringComparison.Ordinal);
        Assert.StartsWith(reply, (await client.AskAsync("x\r\n."))[^1], StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(Smtp.Server.Auth.IAuthenticator? authenticator = null) =>
        TestServer.StartAsync(listener: TestServer.Listener() with { ProxyNetworks = Networks.Of("127.0.0.1") }, authenticator: authenticator);

    private static string Hex(string text) => Convert.ToHexString(Encoding.ASCII.GetBytes(text));

    private static string V2(byte command, byte family, byte[] addresses) =>
        Convert.ToHexString([.. Signature, command, family, (byte)(addresses.Length >> 8), (byte)addresses.Length, .. addresses]);
}
