using Chancery.Engine.Receive;

namespace Chancery.Smtp.Server.Session;

/// <summary>What a verb wants done: the reply, or a change of how the connection is read.</summary>
/// <param name="Next">The state after it.</param>
internal abstract record Outcome(SmtpState Next);

/// <param name="More">Lines after the first of a multi-line reply, as after EHLO.</param>
internal sealed record Answered(SmtpState Next, SmtpReply Reply, params string[] More) : Outcome(Next);

/// <summary>The message's octets follow.</summary>
internal sealed record DataWanted(SmtpState Next, Transaction Transaction) : Outcome(Next);

/// <summary>The client asked for TLS and may have it.</summary>
internal sealed record TlsWanted(SmtpState Next) : Outcome(Next);
