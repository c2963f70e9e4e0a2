using System.Collections.Concurrent;
using Chancery.Engine.Receive;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Tests.Support;

public sealed record ReceivedMessage(Session Session, Envelope Envelope, byte[] Content, long Length);

/// <summary>Keeps what it is given in memory; relays for ziel-a.example only, as the corpus expects.</summary>
public class MemoryReception : IReception
{
    private int _count;

    public ConcurrentQueue<ReceivedMessage> Messages { get; } = [];

    /// <summary>Messages opened and neither committed nor disposed.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Dropped => Volatile.Read(ref _dropped);

    public long KeepAtMost { get; init; } = long.MaxValue;

    private int _open;
    private int _dropped;

    public ValueTask<SmtpReply?> CheckSenderAsync(Session session, string reversePath, long? declaredSize, CancellationToken cancel) =>
        reversePath == "fault@x.example" ? throw new InvalidOperationException("a fault of ours") : new((SmtpReply?)null);

    public virtual ValueTask<SmtpReply?> CheckRecipientAsync(Session session, string reversePath, string recipient, CancellationToken cancel) =>
        new(recipient.EndsWith("@fremd.example", StringComparison.Ordinal) ? SmtpReply.Permanent(554, "7.1", "Relaying denied") : null);

    public Task<IIncomingMessage> OpenAsync(Session session, Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ReversePath == "full@x.example")
            throw new ReceptionException(SmtpReply.Temporary(452, "3.1", "Insufficient system storage"));
        Interlocked.Increment(ref _open);
        return Task.FromResult<IIncomingMessage>(new Incoming(this, session, envelope));
    }

    private sealed class Incoming(MemoryReception owner, Session session, Envelope envelope) : IIncomingMessage
    {
        private readonly MemoryStream _content = new();
        private long _length;
        private bool _committed;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
        {
            if (envelope.ReversePath == "loop@x.example")
                throw new ReceptionException(SmtpReply.Permanent(554, "4.6", "Too many hops"));
            if (envelope.ReversePath == "broken@x.example")
                throw new IOException("disk on fire");
            _length += data.Length;
            if (_length <= owner.KeepAtMost)
                _content.Write(data.Span);
            return ValueTask.CompletedTask;
        }

        public Task<SmtpReply> CommitAsync(CancellationToken cancel)
        {
            _committed = true;
            owner.Messages.Enqueue(new ReceivedMessage(session, envelope, _content.ToArray(), _length));
            return Task.FromResult(SmtpReply.Ok("0.0", $"Ok, message {Interlocked.Increment(ref owner._count)}"));
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref owner._open);
            if (!_committed)
                Interlocked.Increment(ref owner._dropped);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Relays for whoever is trusted.</summary>
public sealed class TrustingReception : MemoryReception
{
    public override ValueTask<SmtpReply?> CheckRecipientAsync(Session session, string reversePath, string recipient, CancellationToken cancel) =>
        session.Trust == SessionTrust.Anonymous ? base.CheckRecipientAsync(session, reversePath, recipient, cancel) : new((SmtpReply?)null);
}
