using System.Globalization;
using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Tests.Support;

/// <summary>
/// A dialogue as a text file. <c>-&gt; TEXT</c> sends a line, <c>=&gt; TEXT</c> sends it without CRLF; \r \n \xHH stand for octets.
/// <c>&lt;~ START</c> reads a reply whose last line starts so; <c>&lt;+ TEXT</c> and <c>&lt;! TEXT</c>: that reply has (not) a line with TEXT;
/// <c>&lt;x</c>: the server closes; <c>== N</c>: so many messages were accepted; <c>=- TEXT</c>: the last message's content.
/// <c>=e</c> and <c>=r</c>: the last message's envelope, and what was asked with it. <c>@ key value</c> sets the server up.
/// </summary>
public static class Dialog
{
    public static async Task PlayAsync(IReadOnlyList<string> lines)
    {
        await using var server = await StartAsync(lines);
        using var client = await RawClient.ConnectAsync(server.Port);
        IReadOnlyList<string> reply = [];
        foreach (var line in lines.Where(line => line.Length > 2 || line == "<x"))
        {
            var text = line.Length > 3 ? line[3..] : "";
            switch (line[..2])
            {
                case "->":
                    await client.SendAsync(Octets(text + "\\r\\n"));
                    break;
                case "=>":
                    await client.SendAsync(Octets(text));
                    break;
                case "<~":
                    reply = await client.ReplyAsync();
                    Assert.StartsWith(text, reply.Count == 0 ? "(closed)" : reply[^1], StringComparison.Ordinal);
                    break;
                case "<+":
                    Assert.Contains(reply, item => item.Contains(text, StringComparison.Ordinal));
                    break;
                case "<!":
                    Assert.DoesNotContain(reply, item => item.Contains(text, StringComparison.Ordinal));
                    break;
                case "<x":
                    Assert.Equal("", await client.ToEndAsync());
                    break;
                case "==":
                    Assert.Equal(int.Parse(text, CultureInfo.InvariantCulture), server.Reception.Messages.Count);
                    break;
                case "=-":
                    Assert.Equal(Octets(text), server.Reception.Messages.Last().Content);
                    break;
                case "=e":
                    var envelope = server.Reception.Messages.Last().Envelope;
                    Assert.Equal(text, $"<{envelope.ReversePath}> {string.Join(' ', envelope.Recipients.Select(to => $"<{to}>"))}{(envelope.EightBit ? " 8bit" : "")}{(envelope.SmtpUtf8 ? " utf8" : "")}");
                    break;
                case "=r":
                    Assert.Equal(text, Asked(server.Reception.Messages.Last().Envelope));
                    break;
            }
        }
    }

    public static byte[] Octets(string notation)
    {
        var result = new MemoryStream();
        for (var i = 0; i < notation.Length; i++)
        {
            var escape = notation[i] == '\\' && i + 1 < notation.Length ? notation[i + 1] : '\0';
            if (escape is 'r' or 'n')
                result.WriteByte(escape == 'r' ? (byte)'\r' : (byte)'\n');
            else if (escape == 'x')
                result.WriteByte(byte.Parse(notation.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            else
                result.Write(Encoding.UTF8.GetBytes([notation[i]]));
            i += escape switch { 'r' or 'n' => 1, 'x' => 3, _ => 0 };
        }

        return result.ToArray();
    }

    private static string Asked(Envelope envelope)
    {
        var request = envelope.Request;
        var people = envelope.Recipients.Select(to => (To: to, Asked: request.Recipients.GetValueOrDefault(to))).Where(entry => entry.Asked is not null)
            .Select(entry => $"<{entry.To}> {entry.Asked!.Notify} {entry.Asked.OriginalRecipient}");
        return string.Join(" | ", people.Prepend($"{request.Return} {request.EnvelopeId}"));
    }

    private static Task<TestServer> StartAsync(IReadOnlyList<string> lines)
    {
        var setup = lines.Where(line => line.StartsWith("@ ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(p => p[1], p => p[2]);
        var limits = new Limits
        {
            Message = long.Parse(setup.GetValueOrDefault("message", "200000000"), CultureInfo.InvariantCulture),
            Recipients = int.Parse(setup.GetValueOrDefault("recipients", "1000"), CultureInfo.InvariantCulture),
        };
        return TestServer.StartAsync(
            TestServer.Options() with { Limits = limits },
            TestServer.Listener(smuggling: Enum.Parse<Smuggling>(setup.GetValueOrDefault("smuggling", "Reject"))) with
            {
                Protocol = Enum.Parse<ListenerProtocol>(setup.GetValueOrDefault("protocol", "Smtp")),
                ProxyNetworks = Networks.Of(setup.Where(entry => entry.Key == "proxy").Select(entry => entry.Value)),
            });
    }
}
