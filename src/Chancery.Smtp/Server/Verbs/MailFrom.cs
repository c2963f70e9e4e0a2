using System.Text;
using Chancery.Engine.Receive;
using Chancery.Mail.Addresses;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.2: opens a transaction.</summary>
internal sealed class MailFrom : IVerb
{
    private static readonly SmtpReply NoHelo = SmtpReply.Permanent(503, "5.1", "EHLO or HELO first");
    private static readonly SmtpReply Nested = SmtpReply.Permanent(503, "5.1", "MAIL already given");
    private static readonly SmtpReply BadPath = SmtpReply.Permanent(501, "1.7", "Bad sender address syntax");
    private static readonly SmtpReply NeedsUtf8 = SmtpReply.Permanent(553, "6.7", "SMTPUTF8 is not offered");
    private static readonly SmtpReply TooLarge = SmtpReply.Permanent(552, "3.4", "Message is over the size limit");
    private static readonly SmtpReply Welcome = SmtpReply.Ok("1.0", "Sender ok");

    public string Name => "MAIL";

    public bool EndsGroup => false;

    public async ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (state.Helo is null)
            return new Answered(state, NoHelo);
        if (state.Transaction is not null)
            return new Answered(state, Nested);
        if (!Ascii.IsValid(argument))
            return new Answered(state, NeedsUtf8);
        if (!PathArgument.TryRead(argument, "FROM:", out var path) || !IsReversePath(path.Path))
            return new Answered(state, BadPath);
        if (!MailParameters.TryRead(path.Parameters, out var parameters, out var refusal))
            return new Answered(state, refusal);
        if (parameters.Size > session.Options.Limits.Message)
            return new Answered(state, TooLarge);
        refusal = await session.Reception.CheckSenderAsync(session.Describe(state), path.Path, parameters.Size, cancel);
        return refusal is null
            ? new Answered(state with { Transaction = new Transaction(path.Path, parameters.EightBit) }, Welcome)
            : new Answered(state, refusal);
    }

    private static bool IsReversePath(string path) => path.Length == 0 || MailAddress.TryParse(path, out _);
}
