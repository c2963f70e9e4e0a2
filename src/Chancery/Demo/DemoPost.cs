using Chancery.Engine.Ids;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Host.Demo;

/// <summary>Sends the demo's mails over SMTP to the gateway, and waits until it has decided and delivered.</summary>
internal sealed class DemoPost(IMailStore store, IMailTransport transport, IIdSource ids, TimeProvider time, int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <returns>Message-ID of what was sent; null where the gateway refused, with its reply.</returns>
    public async Task<(string MessageId, string? Refusal)> SendAsync(DemoMail mail, string file, CancellationToken cancel)
    {
        var messageId = $"<{ids.NewId()}@acme.example>";
        await DemoLetter.WriteAsync(file, mail, messageId, time.GetUtcNow(), cancel);
        var size = new FileInfo(file).Length;
        var gateway = new NextHop("gateway", "127.0.0.1", port, false, TlsMode.None, []);
        var outgoing = new OutgoingMail(
            DemoMail.Sender, mail.Recipients, new BlobRef("demo", size, ""), "", size, EightBit: false, SmtpUtf8: false, gateway.Name, TlsMode.None);
        var result = await transport.SendAsync(gateway, outgoing, mail.Recipients, _ => Task.FromResult<Stream>(File.OpenRead(file)), cancel);
        return (messageId, result.Recipients.FirstOrDefault(outcome => outcome.Verdict != TransportVerdict.Delivered)?.Reply);
    }

    /// <summary>The record once every group of it is where it stays; null if it does not get there in time.</summary>
    public async Task<MessageRecord?> AwaitAsync(string messageId, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Patience;
        while (time.GetUtcNow() < until)
        {
            if (await FindAsync(messageId, cancel) is { Groups.Count: > 0 } record && record.Groups.All(group => group.State != GroupState.Delivering))
                return record;
            await Task.Delay(LookAgain, time, cancel);
        }

        return null;
    }

    private async Task<MessageRecord?> FindAsync(string messageId, CancellationToken cancel) =>
        await store.FindAsync(new MessageQuery(MessageIdField: messageId), cancel) is [var found, ..]
            ? await store.GetAsync(found.Message.Id, cancel)
            : null;
}
