using System.Text;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Server.Session;
using Chancery.Smtp.Server.Verbs.Parameters;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.2: opens a transaction.</summary>
internal sealed class MailFrom : IVerb
{
    private static readonly SmtpReply NoHelo = SmtpReply.Permanent(503, "5.1", "EHLO or HELO first");
    private static readonly SmtpReply Nested = SmtpReply.Permanent(503, "5.1", "MAIL already given");
    private static readonly SmtpReply NoLogin = SmtpReply.Permanent(530, "7.0", "Authentication required");
    private static readonly SmtpReply BadPath = SmtpReply.Permanent(501, "1.7", "Bad sender address syntax");
    private static readonly SmtpReply NeedsUtf8 = SmtpReply.Permanent(553, "6.7", "The address needs SMTPUTF8");
    private static readonly SmtpReply NotYours = SmtpReply.Permanent(553, "7.1", "You may not send as this address");
    private static readonly SmtpReply TooLarge = SmtpReply.Permanent(552, "3.4", "Message is over the size limit");
    private static readonly SmtpReply TooFast = SmtpReply.Temporary(450, "7.1", "Too many messages, try again later");
    private static readonly SmtpReply Welcome = SmtpReply.Ok("1.0", "Sender ok");

    public string Name => "MAIL";

    public bool EndsGroup => false;

    public async ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (state.Helo is null)
            return new Answered(state, NoHelo);
        if (session.Listener.Auth == ListenerAuth.Required && state.Login is null)
            return new Answered(state, NoLogin);
        if (state.Transaction is not null)
            return new Answered(state, Nested);
        if (!PathArgument.TryRead(argument, "FROM:", out var path) || !IsReversePath(path.Path))
            return new Answered(state, Ascii.IsValid(argument) || AsksForUtf8(argument) ? BadPath : NeedsUtf8);
        if (!MailParameters.TryRead(path.Parameters, state.Tls is not null, session.OffersAuth(state), out var parameters, out var refusal))
            return new Answered(state, refusal);
        if (!parameters.SmtpUtf8 && !Ascii.IsValid(argument))
            return new Answered(state, NeedsUtf8);
        if (parameters.Size > session.Options.Limits.Message)
            return new Answered(state, TooLarge);
        if (session.Listener.LoginSenders != LoginSenders.Any && state.Login?.MaySendAs(path.Path) == false)
            return new Answered(state, NotYours);
        var next = state with { Transaction = new Transaction(path.Path, parameters) };
        var known = session.Describe(next);
        if (!session.Clients.MayMail(state.Peer, known.Trust))
            return new Answered(state, TooFast);
        refusal = await session.Reception.CheckSenderAsync(known, path.Path, parameters.Size, cancel);
        return refusal is null ? new Answered(next, Welcome) : new Answered(state, refusal);
    }

    private static bool AsksForUtf8(string argument) => argument.Split([' ', '\t']).Contains("SMTPUTF8", StringComparer.OrdinalIgnoreCase);

    private static bool IsReversePath(string path) => path.Length == 0 || MailAddress.TryParse(path, out _);
}
