using Chancery.Engine.Receive;

namespace Chancery.Smtp.Server.Session;

/// <summary>What a verb wants done: the reply, or a change of how the connection is read.</summary>
/// <param name="Next">The state after it.</param>
internal abstract record Outcome(SmtpState Next);

/// <param name="More">Lines after the first of a multi-line reply, as after EHLO.</param>
internal sealed record Answered(SmtpState Next, SmtpReply Reply, params string[] More) : Outcome(Next);

/// <summary>The message's octets follow.</summary>
/// <param name="Announced">Octets the client said it would send.</param>
internal sealed record DataWanted(SmtpState Next, Opening Opening, long? Announced) : Outcome(Next);

/// <summary>A chunk of the message follows.</summary>
/// <param name="Size">Octets of the chunk.</param>
internal sealed record ChunkWanted(SmtpState Next, Opening Opening, long Size, bool Last, long? Announced) : Outcome(Next);

/// <summary>A chunk follows that is only read to its end.</summary>
internal sealed record ChunkUnwanted(SmtpState Next, long Size, SmtpReply Reply) : Outcome(Next);

/// <summary>The client asked for TLS and may have it.</summary>
internal sealed record TlsWanted(SmtpState Next) : Outcome(Next);

/// <summary>A line of a SASL exchange is asked for.</summary>
/// <param name="Challenge">In base64.</param>
internal sealed record Challenged(SmtpState Next, string Challenge, Func<string, CancellationToken, ValueTask<Outcome>> Continue) : Outcome(Next);

/// <summary>From here on the session is another client's, from its greeting.</summary>
internal sealed record Forwarded(SmtpState Next) : Outcome(Next);
