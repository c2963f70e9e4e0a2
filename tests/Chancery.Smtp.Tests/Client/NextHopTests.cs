using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>Hosts in order, both families of addresses, credentials, and no more connections than agreed.</summary>
public sealed class NextHopTests
{
    private const string Body = "Subject: x\r\n\r\nx\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("421 4.3.2 not now")]
    [InlineData("554 never")]
    [InlineData("hello?")]
    public async Task A_host_that_cannot_be_talked_to_is_passed_over(string greeting)
    {
        await using var bad = new ScriptedServer(_ => greeting.Length == 0 ? null : "!" + greeting);
        await using var good = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var hop = Sender.Hop(1) with { Fallbacks = [new("127.0.0.1", bad.Port), new("127.0.0.1", good.Port), new("127.0.0.1", 1)] };
        var result = await sender.SendAsync(hop, Sender.Mail(), Body, "b@z.example");
        Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
        Assert.Equal($"127.0.0.1:{good.Port}", result.Host);
    }

    [Fact]
    public async Task A_host_that_has_judged_the_mail_is_not_asked_behind_its_back()
    {
        await using var first = new ScriptedServer(command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 unknown" : ScriptedServer.Friendly(command));
        await using var second = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(first.Port) with { Fallbacks = [new("127.0.0.1", second.Port)] }, Sender.Mail(), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Failed, "5.1.1"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Equal(0, second.Connections);
    }

    /// <summary>The server listens on one family only, the name has both.</summary>
    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("::1", "localhost")]
    [InlineData("127.0.0.1", "localhost")]
    public async Task Both_families_of_addresses_are_tried(string listens, string host)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && (await Dns.GetHostAddressesAsync("localhost")).Length > 0, "no IPv6 here");
        ScriptedServer server;
        try
        {
            server = new ScriptedServer(ScriptedServer.Friendly, IPAddress.Parse(listens));
        }
        catch (SocketException)
        {
            Assert.Skip("no IPv6 here");
            return;
        }

        await using (server)
        {
            await using var sender = new Sender();
            var names = await Dns.GetHostAddressesAsync(host);
            Assert.SkipUnless(names.Contains(IPAddress.Parse(listens)), $"{host} has no {listens} here");
            var result = await sender.SendAsync(Sender.Hop(server.Port, host: host), Sender.Mail(), Body, "b@z.example");
            Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
        }
    }

    [Fact]
    public async Task No_more_connections_are_open_than_agreed_and_each_is_used_again()
    {
        var (open, most) = (0, 0);
        await using var server = new ScriptedServer(command =>
        {
            if (command == "DATA")
                Raise(ref most, Interlocked.Increment(ref open));
            else if (command == ".")
            {
                Thread.Sleep(20);
                Interlocked.Decrement(ref open);
            }

            return ScriptedServer.Friendly(command);
        });
        await using var sender = new Sender();
        var hop = Sender.Hop(server.Port) with { Connections = 3 };
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => sender.SendAsync(hop, Sender.Mail(), Body, "b@z.example")));
        Assert.All(results, result => Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict));
        Assert.InRange(server.Connections, 1, 3);
        Assert.InRange(most, 1, 3);
        Assert.Equal(40, server.Messages.Count);
    }

    [Fact]
    public async Task Who_waits_too_long_for_a_connection_is_deferred()
    {
        using var hold = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(command =>
        {
            if (command == ".")
                hold.Wait();
            return ScriptedServer.Friendly(command);
        });
        await using var sender = new Sender(Sender.Options with { PoolPatience = TimeSpan.FromMilliseconds(50) });
        var hop = Sender.Hop(server.Port) with { Connections = 1 };
        var first = sender.SendAsync(hop, Sender.Mail(), Body, "b@z.example");
        while (server.Messages.IsEmpty)
            await Task.Delay(5);
        var second = await sender.SendAsync(hop, Sender.Mail(), Body, "b@z.example");
        hold.Release();
        Assert.Equal((TransportVerdict.Deferred, "4.4.5"), (second.Recipients[0].Verdict, second.Recipients[0].Status));
        Assert.Equal(TransportVerdict.Delivered, (await first).Recipients[0].Verdict);
    }

    [Fact]
    public async Task A_connection_ends_after_so_many_mails()
    {
        await using var server = new ScriptedServer(ScriptedServer.Friendly);
        await using var sender = new Sender(Sender.Options with { MailsPerConnection = 2 });
        for (var i = 0; i < 5; i++)
            await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), Body, "b@z.example");
        Assert.Equal(3, server.Connections);
        Assert.Equal(5, server.Messages.Count);
    }

    [Theory]
    [InlineData("LOGIN PLAIN", "AUTH PLAIN AHVzZXIAc2VjcmV0")]
    [InlineData("LOGIN", "AUTH LOGIN", "dXNlcg==", "c2VjcmV0")]
    public async Task The_mechanism_that_is_offered_is_used(string offered, params string[] expected)
    {
        await using var server = new ScriptedServer(WithAuth(offered, "235 2.7.0 welcome"));
        await using var sender = new Sender();
        var result = await sender.SendAsync(Credited(server), Sender.Mail(), Body, "b@z.example");
        Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
        Assert.Equal(expected, server.Commands.SkipWhile(command => !command.StartsWith("AUTH", StringComparison.Ordinal)).TakeWhile(command => !command.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PLAIN", "535 5.7.8 wrong", "4.7.8")]
    [InlineData("LOGIN", "535 5.7.8 wrong", "4.7.8")]
    [InlineData("GSSAPI", "235 fine", "4.7.0")]
    public async Task Refused_credentials_defer_the_mail_and_are_an_error_in_the_log_without_the_password(string offered, string reply, string status)
    {
        await using var server = new ScriptedServer(WithAuth(offered, reply));
        var log = new LogList();
        await using var sender = new Sender(log: log);
        var result = await sender.SendAsync(Credited(server), Sender.Mail(), Body, "b@z.example");
        Assert.Equal((TransportVerdict.Deferred, status), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Contains(log.Lines, line => line.StartsWith("Error 3153", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("secret", StringComparison.Ordinal) || line.Contains("c2VjcmV0", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static NextHop Credited(ScriptedServer server) => Sender.Hop(server.Port, TlsMode.Required, credentials: new HopCredentials("user", "secret"));

    private static Func<string, string?> WithAuth(string mechanisms, string reply) => command =>
        command.StartsWith("EHLO", StringComparison.Ordinal) ? $"250-friendly\r\n250-AUTH {mechanisms}\r\n250 STARTTLS"
        : command == "STARTTLS" ? "220 go"
        : command is "AUTH LOGIN" or "dXNlcg==" ? "334 VXNlcm5hbWU6"
        : command.StartsWith("AUTH", StringComparison.Ordinal) || command == "c2VjcmV0" ? reply
        : ScriptedServer.Friendly(command);

    private static void Raise(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
