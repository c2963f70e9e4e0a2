using Chancery.Engine.Outbox;
using Chancery.Smtp.Client.Connections;
using Chancery.Smtp.Client.Verbs;

namespace Chancery.Smtp.Client;

/// <summary>MAIL, RCPT for each recipient, DATA unless the content goes by BDAT: in groups where the server pipelines (RFC 2920), else one by one.</summary>
internal sealed class EnvelopeDialog(SmtpConnection connection, SmtpClientOptions options)
{
    /// <summary>Commands per group: so few that neither side's buffers fill while the other still writes (RFC 2920 section 3.1).</summary>
    private const int Group = 100;

    private readonly List<PeerReply> _replies = [];
    private int _recipients;

    /// <summary>To MAIL; null before it came.</summary>
    public PeerReply? Sender => _replies.FirstOrDefault();

    /// <summary>To each RCPT, as far as they came.</summary>
    public IEnumerable<PeerReply> Recipients => _replies.Skip(1).Take(_recipients);

    /// <summary>To DATA; null when it was not said, because nobody would get the message or the content goes by BDAT.</summary>
    public PeerReply? Data => _replies.Count == _recipients + 2 ? _replies[^1] : null;

    /// <exception cref="PeerException">The connection failed; what was answered before can still be read here.</exception>
    public async Task RunAsync(OutgoingMail mail, long size, bool smtpUtf8, IReadOnlyList<string> recipients, bool chunking, CancellationToken cancel)
    {
        _recipients = recipients.Count;
        var offered = connection.Capabilities;
        string[] commands =
        [
            MailFrom.Line(mail, size, smtpUtf8, offered),
            .. recipients.Select(recipient => RcptTo.Line(recipient, mail.Request, offered)),
            .. chunking ? Array.Empty<string>() : ["DATA"],
        ];
        foreach (var group in commands.Chunk(offered.Pipelining ? Group : 1))
        {
            if (Sender is { IsPositive: false } || (group is ["DATA"] && !Recipients.Any(reply => reply.IsPositive)))
                return;
            await connection.SendAsync(SmtpConnection.Lines(group), options.CommandTimeout, cancel);
            foreach (var command in group)
                _replies.Add(await connection.ReceiveAsync(command == "DATA" ? options.DataStartTimeout : options.CommandTimeout, cancel));
        }
    }
}
