using System.Text;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Verbs;
using Chancery.Smtp.Data;
using Chancery.Smtp.Text;

namespace Chancery.Smtp.Client;

/// <summary>One mail over one connection (RFC 5321 section 3.3), and what came of it for each recipient.</summary>
internal sealed class MailTransaction(SmtpConnection connection, SmtpClientOptions options, OutgoingMail mail, IReadOnlyList<string> recipients)
{
    private readonly RecipientOutcome?[] _outcomes = new RecipientOutcome?[recipients.Count];
    private readonly EnvelopeDialog _envelope = new(connection, options);
    private int[] _asked = [];

    /// <summary>Octets of the message may have reached the server: to try again may make a second copy.</summary>
    public bool ContentSent { get; private set; }

    /// <summary>The server waits for a command.</summary>
    public bool Reusable { get; private set; }

    /// <summary>The server ends the session instead of taking a mail (RFC 5321 section 3.8): that says nothing about this one.</summary>
    public bool IsTurnedAway => !ContentSent && _envelope.Sender is { Code: 421 };

    /// <summary>What is known after a failure; who has no answer yet is deferred for its reason.</summary>
    public IReadOnlyList<RecipientOutcome> OutcomesAfter(PeerException failure)
    {
        SettleRefused();
        return Settle(TransportVerdict.Deferred, Printable.Encode(failure.Message, PeerReply.MaxKept), failure.Status);
    }

    /// <exception cref="PeerException">The connection failed; see <see cref="OutcomesAfter"/>.</exception>
    public async Task<IReadOnlyList<RecipientOutcome>> RunAsync(Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        Reusable = true;
        var smtpUtf8 = mail.SmtpUtf8 || !Ascii.IsValid(mail.ReversePath) || !recipients.All(recipient => Ascii.IsValid(recipient));
        SettleImpossible(smtpUtf8);
        if (_outcomes.All(outcome => outcome is not null))
            return _outcomes!;
        // Opened before the first command: a body that cannot be read must not cost the server a transaction.
        await using var body = await openBody(cancel);
        var size = body.CanSeek ? body.Length : mail.Size;
        SettleTooLarge(size);
        _asked = [.. Enumerable.Range(0, recipients.Count).Where(i => _outcomes[i] is null)];
        if (_asked.Length == 0)
            return _outcomes!;
        Reusable = false;
        var chunking = connection.Capabilities.Chunking && body.CanSeek;
        await _envelope.RunAsync(mail, size, smtpUtf8, [.. _asked.Select(i => recipients[i])], chunking, cancel);
        Reusable = _envelope.Data is not { IsIntermediate: true };
        SettleRefused();
        if (chunking)
            return await SendContentAsync(() => Bdat.SendAsync(connection, body, size, options, cancel));
        if (_envelope.Data is not { } go)
            return _outcomes!;
        return go.Code == 354 ? await SendContentAsync(() => Verbs.Data.SendAsync(connection, body, options, cancel)) : Settle(go);
    }

    private async Task<IReadOnlyList<RecipientOutcome>> SendContentAsync(Func<Task<PeerReply>> send)
    {
        // All were refused: where the server waits for data nevertheless, the connection is given up, so that nobody gets anything.
        if (_outcomes.All(outcome => outcome is not null))
            return _outcomes!;
        (ContentSent, Reusable) = (true, false);
        try
        {
            var reply = await send();
            Reusable = reply.Code != 421;
            return Settle(reply);
        }
        catch (BareLineEndException error)
        {
            return Settle(TransportVerdict.Failed, error.Message, "5.6.0");
        }
    }

    /// <summary>Settles what this server or our own commands cannot take, before a word is said.</summary>
    private void SettleImpossible(bool smtpUtf8)
    {
        if (smtpUtf8 && !connection.Capabilities.SmtpUtf8)
            Settle(TransportVerdict.Failed, $"{connection.Target} does not take internationalised mail", "5.6.7");
        else if (mail.EightBit && !connection.Capabilities.EightBitMime)
            Settle(TransportVerdict.Failed, $"{connection.Target} does not take 8-bit mail", "5.6.3");
        else if (mail.ReversePath.Length > 0 && !MailAddress.TryParse(mail.ReversePath, out _))
            Settle(TransportVerdict.Failed, "the sender's address cannot be put into a command", "5.1.7");
        for (var i = 0; i < recipients.Count; i++)
            if (!MailAddress.TryParse(recipients[i], out _))
                _outcomes[i] ??= new(recipients[i], TransportVerdict.Failed, "the address cannot be put into a command", "5.1.3");
    }

    private void SettleTooLarge(long size)
    {
        if (size > connection.Capabilities.MaxSize)
            Settle(TransportVerdict.Failed, $"{size} octets are over the limit of {connection.Target}, {connection.Capabilities.MaxSize}", "5.3.4");
    }

    private void SettleRefused()
    {
        if (_envelope.Sender is { IsPositive: false } refused)
            Settle(refused);
        foreach (var (i, reply) in _asked.Zip(_envelope.Recipients))
            _outcomes[i] ??= RcptTo.Refusal(recipients[i], reply);
    }

    private RecipientOutcome[] Settle(PeerReply reply)
    {
        var verdict = reply switch
        {
            { IsPositive: true } when ContentSent => TransportVerdict.Delivered,
            { IsPermanent: true } => TransportVerdict.Failed,
            _ => TransportVerdict.Deferred,
        };
        return Settle(verdict, reply.Text, verdict == TransportVerdict.Deferred && reply.Code is < 400 or >= 500 ? "4.5.0" : reply.Status);
    }

    private RecipientOutcome[] Settle(TransportVerdict verdict, string reply, string status)
    {
        for (var i = 0; i < recipients.Count; i++)
            _outcomes[i] ??= new RecipientOutcome(recipients[i], verdict, reply, status)
            {
                Relayed = verdict == TransportVerdict.Delivered && !connection.Capabilities.Dsn,
            };
        return _outcomes!;
    }
}
