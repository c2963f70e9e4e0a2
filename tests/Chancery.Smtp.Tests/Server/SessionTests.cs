using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Smtp.Tests.Server;

/// <summary>Time, crowds, and connections that break.</summary>
public sealed class SessionTests
{
    private const string Transaction = "MAIL FROM:<a@x.example>\r\nRCPT TO:<b@ziel-a.example>\r\nDATA\r\n";

    [Fact]
    public async Task The_reception_is_told_who_speaks()
    {
        var listener = TestServer.Listener() with { Trust = SessionTrust.Internal, Connector = "exchange" };
        await using var server = await TestServer.StartAsync(listener: listener);
        using var client = await RawClient.GreetedAsync(server.Port, "EHLO mail_1.inside");
        await SendMessageAsync(client, "x\r\n.\r\n");
        Assert.Equal(
            new Session($"127.0.0.1:{server.Port}", "127.0.0.1", "mail_1.inside", null, SessionTrust.Internal, null, "exchange"),
            Assert.Single(server.Reception.Messages).Session);
    }

    [Fact]
    public async Task B17_a_TLS_hello_on_the_plain_port_is_hung_up_on()
    {
        await using var server = await TestServer.StartAsync();
        using var early = await RawClient.ConnectAsync(server.Port);
        await early.SendAsync(new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3 });
        Assert.DoesNotContain("554", await early.ToEndAsync(), StringComparison.Ordinal);
        using var late = await RawClient.ConnectAsync(server.Port);
        await late.ReplyAsync();
        await late.SendAsync(new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3 });
        Assert.Equal("", await late.ToEndAsync());
    }

    [Fact]
    public async Task B10_a_client_lost_in_the_data_leaves_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using (var client = await RawClient.GreetedAsync(server.Port))
        {
            await BeginAsync(client);
            await client.SendAsync("Subject: half\r\n\r\nand then");
            await UntilAsync(() => server.Reception.Open == 1);
        }

        await UntilAsync(() => server.Reception.Open == 0);
        Assert.Equal(1, server.Reception.Dropped);
        Assert.Empty(server.Reception.Messages);
        await UntilAsync(() => server.Log.Lines.Any(line => line.Contains("0 accepted, Lost", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task B10_a_client_gone_before_the_answer_has_delivered()
    {
        await using var server = await TestServer.StartAsync();
        using (var client = await RawClient.GreetedAsync(server.Port))
        {
            await BeginAsync(client);
            await client.SendAsync("whole\r\n.\r\n");
        }

        await UntilAsync(() => server.Reception.Messages.Count == 1);
    }

    [Fact]
    public async Task B3_what_is_said_in_the_clear_behind_STARTTLS_counts_for_nothing()
    {
        await using var server = await TestServer.StartAsync(listener: TestServer.Listener(ListenerTls.StartTls), certificate: TestCertificate.Instance);
        using var client = await RawClient.GreetedAsync(server.Port);

        await client.SendAsync("STARTTLS\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<b@ziel-a.example>\r\n");
        Assert.StartsWith("220 2.0.0", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        await client.StartTlsAsync();

        Assert.StartsWith("503 5.5.1", (await client.AskAsync("MAIL FROM:<a@x.example>"))[^1], StringComparison.Ordinal);
        await client.AskAsync("EHLO client.example");
        Assert.StartsWith("503 5.5.1", (await client.AskAsync("DATA"))[^1], StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.0", (await client.AskAsync("MAIL FROM:<a@x.example>"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task B4_an_endless_line_is_cut_off()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await RawClient.GreetedAsync(server.Port);
        for (var i = 0; i < 20; i++)
            await client.SendAsync(new string('a', 64 * 1024 - (i == 0 ? 1 : 0)));
        Assert.StartsWith("500 5.5.6", await client.ToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B12_five_hundred_silent_clients_stop_nobody_and_are_told_to_leave()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestServer.Options() with { GreetingPause = TimeSpan.Zero }, time: time);
        var silent = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => RawClient.ConnectAsync(server.Port)));
        foreach (var client in silent)
            Assert.StartsWith("220", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        foreach (var client in silent.Take(100))
            await client.SendAsync("EHLO slo");
        using (var honest = await RawClient.GreetedAsync(server.Port))
            await SendMessageAsync(honest, "x\r\n.\r\n");
        time.Advance(TimeSpan.FromMinutes(5));
        foreach (var client in silent)
        {
            Assert.StartsWith("421 4.4.2", await client.ToEndAsync(), StringComparison.Ordinal);
            client.Dispose();
        }

        Assert.Single(server.Reception.Messages);
    }

    [Fact]
    public async Task A_client_that_stops_in_the_data_is_told_to_leave()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestServer.Options() with { GreetingPause = TimeSpan.Zero }, time: time);
        using var client = await RawClient.GreetedAsync(server.Port);
        await BeginAsync(client);
        await client.SendAsync("half");
        await UntilAsync(() => server.Reception.Open == 1);
        for (var i = 0; i < 100 && server.Reception.Open > 0; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10);
        }

        Assert.StartsWith("421 4.4.2", await client.ToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(1, server.Reception.Dropped);
    }

    [Fact]
    public async Task One_session_too_many_is_sent_away()
    {
        await using var server = await TestServer.StartAsync(TestServer.Options() with { ClientLimits = new ClientLimits { Sessions = 2 } });
        using var first = await RawClient.GreetedAsync(server.Port);
        using (var second = await RawClient.GreetedAsync(server.Port))
        {
            using var third = await RawClient.ConnectAsync(server.Port);
            Assert.StartsWith("421 4.3.2", await third.ToEndAsync(), StringComparison.Ordinal);
            await second.AskAsync("QUIT");
        }

        await UntilAsync(() => server.Log.Lines.Any(line => line.Contains("Quit", StringComparison.Ordinal)));
        using var fourth = await RawClient.GreetedAsync(server.Port);
    }

    [Fact]
    public async Task A_stop_says_goodbye_to_the_idle_and_lets_running_data_end()
    {
        await using var server = await TestServer.StartAsync();
        using var idle = await RawClient.GreetedAsync(server.Port);
        using var busy = await RawClient.GreetedAsync(server.Port);
        await BeginAsync(busy);
        await busy.SendAsync("first\r\n");
        await UntilAsync(() => server.Reception.Open == 1);
        var stopped = server.StopAsync();
        Assert.StartsWith("421 4.3.2", await idle.ToEndAsync(), StringComparison.Ordinal);
        await busy.SendAsync("second\r\n.\r\n");
        var rest = await busy.ToEndAsync();
        Assert.StartsWith("250 2.0.0", rest, StringComparison.Ordinal);
        Assert.Contains("421 4.3.2", rest, StringComparison.Ordinal);
        Assert.Equal("first\r\nsecond\r\n", Encoding.ASCII.GetString(Assert.Single(server.Reception.Messages).Content));
        await stopped;
    }

    [Fact]
    public async Task A_large_message_flows_through_bounded_memory()
    {
        const int Blocks = 1024;
        await using var server = await TestServer.StartAsync(reception: new MemoryReception { KeepAtMost = 0 });
        using var client = await RawClient.GreetedAsync(server.Port);
        await BeginAsync(client);
        var line = new string('z', 76) + "\r\n";
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 64 * 1024 / line.Length)));
        var peak = 0L;
        for (var i = 0; i < Blocks; i++)
        {
            await client.SendAsync(block);
            if (i % 64 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }

        await client.SendAsync(".\r\n");
        Assert.StartsWith("250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.Equal((long)Blocks * block.Length, server.Reception.Messages.Single().Length);
        Assert.InRange(peak, 0, 48 << 20);
    }

    [Fact]
    public async Task What_a_client_says_cannot_forge_a_log_line()
    {
        await using var server = await TestServer.StartAsync();
        using (var client = await RawClient.GreetedAsync(server.Port))
        {
            await client.AskAsync("FOO\u2028\\bar");
            await client.AskAsync("QUIT");
        }

        await UntilAsync(() => server.Log.Lines.Any(line => line.Contains("Quit", StringComparison.Ordinal)));
        Assert.All(server.Log.Lines, line => Assert.DoesNotContain('\u2028', line));
        Assert.Contains(server.Log.Lines, line => line.StartsWith("Information 3101", StringComparison.Ordinal) && line.Contains("500 5.5.1", StringComparison.Ordinal));
    }

    private static async Task BeginAsync(RawClient client)
    {
        await client.SendAsync(Transaction);
        Assert.StartsWith("250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.StartsWith("250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
        Assert.StartsWith("354", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
    }

    private static async Task SendMessageAsync(RawClient client, string data)
    {
        await BeginAsync(client);
        await client.SendAsync(data);
        Assert.StartsWith("250", (await client.ReplyAsync())[^1], StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
            await Task.Delay(10);
        Assert.True(condition());
    }
}
