using System.Text;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Tests.Support;

/// <summary>A hand-over as the next hop saw it.</summary>
internal sealed record HandOver(DateTimeOffset At, string Hop, string From, IReadOnlyList<string> To, TlsMode MinimumTls, string Text)
{
    public bool EightBit { get; init; }

    public bool SmtpUtf8 { get; init; }
}

/// <summary>The way out: keeps what it is given and answers as a test tells it; takes everything otherwise.</summary>
internal sealed class ScriptedHop(TimeProvider time) : IMailTransport
{
    private readonly List<HandOver> _attempts = [];

    /// <summary>Every attempt, refused ones too.</summary>
    public IReadOnlyList<HandOver> Attempts => _attempts;

    /// <summary>Attempts of which at least one recipient was taken, for those alone.</summary>
    public List<HandOver> Taken { get; } = [];

    /// <summary>By recipient: the verdict, the reply, its enhanced code. Null: taken.</summary>
    public Func<OutgoingMail, string, (TransportVerdict Verdict, string Reply, string Status)?> Answer { get; set; } = (_, _) => null;

    /// <summary>It sends no reports of success itself.</summary>
    public bool LacksDsn { get; set; }

    public async Task<TransportResult> SendAsync(
        NextHop hop, OutgoingMail mail, IReadOnlyList<string> recipients, Func<CancellationToken, Task<Stream>> openBody, CancellationToken cancel)
    {
        await using var body = await openBody(cancel);
        using var content = new MemoryStream();
        await body.CopyToAsync(content, cancel);
        var attempt = new HandOver(time.GetUtcNow(), hop.Name, mail.ReversePath, recipients, mail.MinimumTls, Encoding.UTF8.GetString(content.ToArray()))
        {
            EightBit = mail.EightBit,
            SmtpUtf8 = mail.SmtpUtf8,
        };
        lock (_attempts)
            _attempts.Add(attempt);
        var outcomes = recipients.Select(to => Answer(mail, to) is { } answer
            ? new RecipientOutcome(to, answer.Verdict, answer.Reply, answer.Status)
            : new RecipientOutcome(to, TransportVerdict.Delivered, "250 2.0.0 taken", "2.0.0") { Relayed = LacksDsn }).ToList();
        if (outcomes.Where(outcome => outcome.Verdict == TransportVerdict.Delivered).Select(outcome => outcome.Address).ToList() is { Count: > 0 } taken)
        {
            lock (_attempts)
                Taken.Add(attempt with { To = taken });
        }

        return new TransportResult(outcomes, "192.0.2.25:25", mail.MinimumTls == TlsMode.None ? null : "TLS1.3");
    }
}
