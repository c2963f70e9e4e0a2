using System.Text;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Server.Ports;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Verbs.Parameters;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.3: adds a recipient.</summary>
internal sealed class RcptTo : IVerb
{
    private static readonly SmtpReply NoMail = SmtpReply.Permanent(503, "5.1", "MAIL first");
    private static readonly SmtpReply BadPath = SmtpReply.Permanent(501, "1.3", "Bad recipient address syntax");
    private static readonly SmtpReply NeedsUtf8 = SmtpReply.Permanent(553, "6.7", "The address needs SMTPUTF8");
    private static readonly SmtpReply TooMany = SmtpReply.Temporary(452, "5.3", "Too many recipients");
    private static readonly SmtpReply TooFast = SmtpReply.Temporary(450, "7.1", "Too many recipients in a short time, try again later");
    private static readonly SmtpReply NoSuchUser = SmtpReply.Permanent(550, "1.1", "No such recipient here");
    private static readonly SmtpReply Unverified = SmtpReply.Temporary(450, "4.3", "The recipient cannot be verified now, try again later");
    private static readonly SmtpReply Welcome = SmtpReply.Ok("1.5", "Recipient ok");

    public string Name => "RCPT";

    public bool EndsGroup => false;

    public async ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (state.Transaction is not { InChunks: false } transaction)
            return new Answered(state, NoMail);
        if (!transaction.Parameters.SmtpUtf8 && !Ascii.IsValid(argument))
            return new Answered(state, NeedsUtf8);
        if (!PathArgument.TryRead(argument, "TO:", out var path) || Recipient(path.Path, session) is not { } recipient)
            return new Answered(state, BadPath);
        var request = RcptParameters.Read(path.Parameters, out var refusal);
        if (refusal is not null)
            return new Answered(state, refusal);
        if (transaction.Has(recipient))
            return new Answered(state with { Transaction = transaction.Again() }, Welcome);
        if (transaction.Recipients.Count >= session.Options.Limits.Recipients)
            return new Answered(state, TooMany);
        refusal = await RefusalAsync(session, state, transaction.ReversePath, recipient, cancel);
        return refusal is null
            ? new Answered(state with { Transaction = transaction.With(recipient, request) }, Welcome)
            : new Answered(state, refusal);
    }

    private static async ValueTask<SmtpReply?> RefusalAsync(SessionContext session, SmtpState state, string reversePath, string recipient, CancellationToken cancel)
    {
        var known = session.Describe(state);
        if (!session.Clients.MayAddress(state.Peer, known.Trust))
            return TooFast;
        if (await session.Reception.CheckRecipientAsync(known, reversePath, recipient, cancel) is { } refusal)
            return refusal;
        if (session.Ports.Verifier is not { } verifier || session.Listener.Verify == RecipientVerification.None)
            return null;
        return await verifier.VerifyAsync(session.Listener.Verify, recipient, cancel) switch
        {
            RecipientStanding.Unknown => NoSuchUser,
            RecipientStanding.Unavailable when session.Listener.DeferUnverified => Unverified,
            _ => null,
        };
    }

    private static string? Recipient(string path, SessionContext session) =>
        path.Equals("postmaster", StringComparison.OrdinalIgnoreCase) ? session.Options.Postmaster
        : MailAddress.TryParse(path, out _) ? path
        : null;
}
