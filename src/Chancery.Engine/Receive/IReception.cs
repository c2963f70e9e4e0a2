using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Receive;

/// <summary>Where a listener hands over what it was told. The listener speaks SMTP; what is welcome is judged here.</summary>
public interface IReception
{
    /// <summary>Judges MAIL FROM: <c>null</c> if welcome, else the refusal (552 over size, 452 disk full, …).</summary>
    /// <param name="declaredSize">The SIZE parameter in octets (RFC 1870); null when not given.</param>
    ValueTask<SmtpReply?> CheckSenderAsync(Session session, string reversePath, long? declaredSize, CancellationToken cancel);

    /// <summary>Judges RCPT TO: <c>null</c> if welcome, else the refusal (554 5.7.1 no relaying, 451 unknown tenant, …).</summary>
    ValueTask<SmtpReply?> CheckRecipientAsync(Session session, string reversePath, string recipient, CancellationToken cancel);

    /// <summary>Opens a place for the message data. Throws <see cref="ReceptionException"/> with the reply if there is none.</summary>
    Task<IIncomingMessage> OpenAsync(Session session, Envelope envelope, CancellationToken cancel);
}

/// <summary>A message on its way in. Disposed without commit, nothing of it stays.</summary>
public interface IIncomingMessage : IAsyncDisposable
{
    /// <summary>Takes the next octets of the message: CRLF line ends, dot-stuffing removed. Throws <see cref="ReceptionException"/> over the limit or on a full disk.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel);

    /// <summary>Answers 250 only when message, envelope and register entry are durable; else the refusal, and nothing is kept.</summary>
    Task<SmtpReply> CommitAsync(CancellationToken cancel);
}

/// <summary>A refusal found while data flow: the client gets <see cref="Reply"/> and nothing is kept.</summary>
public sealed class ReceptionException(SmtpReply reply, Exception? cause = null) : Exception(reply.ToString(), cause)
{
    public SmtpReply Reply { get; } = reply;
}
