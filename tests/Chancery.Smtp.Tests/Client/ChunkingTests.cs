using System.Text;
using Chancery.Engine.Ports;
using Chancery.Smtp.Data;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>BDAT (RFC 3030): the octets as they are.</summary>
public sealed class ChunkingTests
{
    [Theory]
    [InlineData("Subject: x\r\n\r\n.\r\n..dot\r\nno end of line")]
    [InlineData("Subject: x\r\n\r\n")]
    [InlineData("")]
    public async Task A_message_arrives_octet_for_octet(string body)
    {
        await using var server = new ScriptedServer(Chunking);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), body, "b@z.example");
        Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
        Assert.Equal([body], server.Messages);
        Assert.Contains($"BDAT {body.Length} LAST", server.Commands);
        Assert.DoesNotContain("DATA", server.Commands);
    }

    [Fact]
    public async Task A_large_message_and_the_next_one_share_a_connection()
    {
        await using var server = new ScriptedServer(Chunking);
        await using var sender = new Sender();
        var large = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 20_000));
        foreach (var body in new[] { large, "Subject: y\r\n\r\ny\r\n" })
            Assert.Equal(TransportVerdict.Delivered, (await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), body, "b@z.example")).Recipients[0].Verdict);
        Assert.Equal(1, server.Connections);
        Assert.Equal(large.Length, server.Messages.First().Length);
    }

    [Fact]
    public async Task Without_a_recipient_no_chunk_is_sent()
    {
        await using var server = new ScriptedServer(command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no" : Chunking(command));
        await using var sender = new Sender();
        await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), "x\r\n", "b@z.example");
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("BDAT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_the_next_server_could_take_for_two_is_never_completed()
    {
        await using var server = new ScriptedServer(Chunking);
        await using var sender = new Sender();
        var result = await sender.SendAsync(Sender.Hop(server.Port), Sender.Mail(), "a\n.\r\nMAIL FROM:<evil@x.example>\r\n", "b@z.example");
        Assert.Equal((TransportVerdict.Failed, "5.6.0"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Empty(server.Messages);
    }

    /// <summary>BDAT and DATA refuse the same messages, however they are cut.</summary>
    [Fact]
    public void T8_a_bare_line_end_is_found_wherever_the_blocks_end()
    {
        var random = new Random(8);
        for (var run = 0; run < 50_000; run++)
        {
            var message = new byte[random.Next(12)];
            for (var i = 0; i < message.Length; i++)
                message[i] = (byte)"\r\n.x"[random.Next(4)];
            var text = Encoding.ASCII.GetString(message).Replace("\r\n", "", StringComparison.Ordinal);
            var cut = random.Next(message.Length + 1);
            Assert.Equal(text.Contains('\r', StringComparison.Ordinal) || text.Contains('\n', StringComparison.Ordinal) ? "bare" : "fine", Judge(message, cut));
        }
    }

    private static string Judge(byte[] message, int cut)
    {
        var check = new LineEndCheck();
        try
        {
            check.Look(message.AsSpan(0, cut));
            check.Look(message.AsSpan(cut));
            check.End();
            return "fine";
        }
        catch (BareLineEndException)
        {
            return "bare";
        }
    }

    private static string? Chunking(string command) =>
        command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n250-PIPELINING\r\n250 CHUNKING" : ScriptedServer.Friendly(command);
}
