using System.Text;
using Chancery.Engine.Receive;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.3: adds a recipient.</summary>
internal sealed class RcptTo : IVerb
{
    private static readonly SmtpReply NoMail = SmtpReply.Permanent(503, "5.1", "MAIL first");
    private static readonly SmtpReply BadPath = SmtpReply.Permanent(501, "1.3", "Bad recipient address syntax");
    private static readonly SmtpReply NeedsUtf8 = SmtpReply.Permanent(553, "6.7", "SMTPUTF8 is not offered");
    private static readonly SmtpReply Parameter = SmtpReply.Permanent(555, "5.4", "Parameter not offered");
    private static readonly SmtpReply TooMany = SmtpReply.Temporary(452, "5.3", "Too many recipients");
    private static readonly SmtpReply Welcome = SmtpReply.Ok("1.5", "Recipient ok");

    public string Name => "RCPT";

    public bool EndsGroup => false;

    public async ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (state.Transaction is not { } transaction)
            return new Answered(state, NoMail);
        if (!Ascii.IsValid(argument))
            return new Answered(state, NeedsUtf8);
        if (!PathArgument.TryRead(argument, "TO:", out var path) || Recipient(path.Path, session) is not { } recipient)
            return new Answered(state, BadPath);
        if (path.Parameters.Length > 0)
            return new Answered(state, Parameter);
        if (transaction.Has(recipient))
            return new Answered(state, Welcome);
        if (transaction.Recipients.Count >= session.Options.Limits.Recipients)
            return new Answered(state, TooMany);
        var refusal = await session.Reception.CheckRecipientAsync(session.Describe(state), transaction.ReversePath, recipient, cancel);
        return refusal is null
            ? new Answered(state with { Transaction = transaction.With(recipient) }, Welcome)
            : new Answered(state, refusal);
    }

    private static string? Recipient(string path, SessionContext session) =>
        path.Equals("postmaster", StringComparison.OrdinalIgnoreCase) ? session.Options.Postmaster
        : MailAddress.TryParse(path, out _) ? path
        : null;
}
