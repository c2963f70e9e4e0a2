using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Mail.Envelopes;
using Chancery.Policy;

namespace Chancery.Engine.Deliver;

/// <summary>Hands a copy to another tenant of this installation: its reception judges it like any mail from outside, with the same limits and the same answers.</summary>
internal sealed class NeighbourDelivery(Func<IReception> receptions, InstallationHolder installation)
{
    private const int Block = 64 * 1024;

    /// <summary>Asked for when it is needed: what a reception takes is worked on and delivered, and so comes here.</summary>
    private IReception Reception => receptions();

    /// <param name="openBody">The copy as it is to leave.</param>
    /// <exception cref="IOException">The copy cannot be read.</exception>
    public async Task<TransportResult> SendAsync(
        TenantId neighbour, Effect effect, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var mail = effect.Mail;
        if (mail.MinimumTls != TlsMode.None)
            return Result(recipients.Select(recipient => OutcomeOf(recipient, SmtpReply.Temporary(451, "7.10", "TLS is demanded, and there is none between tenants"))));
        var session = SessionTo(neighbour, effect);
        if (await Reception.CheckSenderAsync(session, mail.ReversePath, mail.Size, cancel) is { } unwelcome)
            return Result(recipients.Select(recipient => OutcomeOf(recipient, unwelcome)));
        var outcomes = new List<RecipientOutcome>();
        var welcome = new List<string>();
        foreach (var recipient in recipients)
        {
            if (await Reception.CheckRecipientAsync(session, mail.ReversePath, recipient, cancel) is { } refusal)
                outcomes.Add(OutcomeOf(recipient, refusal));
            else
                welcome.Add(recipient);
        }

        if (welcome.Count > 0)
        {
            var reply = await GiveAsync(session, mail, welcome, openBody, cancel);
            outcomes.AddRange(welcome.Select(recipient => OutcomeOf(recipient, reply)));
        }

        return Result(outcomes);
    }

    private async Task<SmtpReply> GiveAsync(
        Session session, OutgoingMail mail, List<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        var envelope = new Envelope(mail.ReversePath, recipients) { EightBit = mail.EightBit, SmtpUtf8 = mail.SmtpUtf8, Request = mail.Request.For(recipients) };
        try
        {
            await using var copy = await openBody(cancel);
            await using var incoming = await Reception.OpenAsync(session, envelope, cancel);
            var block = new byte[Block];
            while (await copy.ReadAsync(block, cancel) is > 0 and var count)
                await incoming.WriteAsync(block.AsMemory(0, count), cancel);
            return await incoming.CommitAsync(cancel);
        }
        catch (ReceptionException refusal)
        {
            return refusal.Reply;
        }
    }

    /// <summary>Without trust, like one from outside: what one tenant believes of a mail says nothing to another.</summary>
    private Session SessionTo(TenantId neighbour, Effect effect) =>
        new(NeighbourHop.NameOf(effect.Tenant), "unknown", installation.Current.Settings.Hostname, null, SessionTrust.Anonymous, null, null) { Tenant = neighbour.ToString() };

    private static TransportResult Result(IEnumerable<RecipientOutcome> outcomes) => new([.. outcomes], null, null);

    private static RecipientOutcome OutcomeOf(string recipient, SmtpReply reply) => new(
        recipient,
        reply.IsPositive ? TransportVerdict.Delivered : reply.IsTransient ? TransportVerdict.Deferred : TransportVerdict.Failed,
        reply.ToString(),
        reply.Enhanced ?? "2.0.0");
}
