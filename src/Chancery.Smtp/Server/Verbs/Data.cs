using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.4.</summary>
internal sealed class Data : IVerb
{
    private static readonly SmtpReply NoMail = SmtpReply.Permanent(503, "5.1", "MAIL first");
    private static readonly SmtpReply InChunks = SmtpReply.Permanent(503, "5.1", "BDAT has begun");
    private static readonly SmtpReply NoArgument = SmtpReply.Permanent(501, "5.4", "DATA takes no argument");

    public string Name => "DATA";

    public bool EndsGroup => true;

    /// <summary>RFC 5321 section 3.3 has 554; RFC 2033 section 4.2 wants 503 of LMTP.</summary>
    public static SmtpReply NoRecipient(SessionContext session) => SmtpReply.Permanent(session.IsLmtp ? 503 : 554, "5.1", "No valid recipients");

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) => new(state switch
    {
        _ when argument.Length > 0 => new Answered(state, NoArgument),
        { Transaction: null } => new Answered(state, NoMail),
        { Transaction.InChunks: true } => new Answered(state, InChunks),
        { Transaction.Recipients.IsEmpty: true } => new Answered(state, NoRecipient(session)),
        { Transaction: { } transaction } => new DataWanted(state.Reset(), session.Open(state), transaction.Parameters.Size),
    });
}
