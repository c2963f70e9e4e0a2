using System.Text;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 3.5.3: tells nothing about mailboxes. A UTF-8 argument needs SMTPUTF8 behind it (RFC 6531 section 3.7.4.2).</summary>
internal sealed class Vrfy : IVerb
{
    private static readonly SmtpReply NeedsUtf8 = SmtpReply.Permanent(553, "6.7", "The address needs SMTPUTF8");

    public string Name => "VRFY";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(Ascii.IsValid(argument) || argument.EndsWith(" SMTPUTF8", StringComparison.OrdinalIgnoreCase)
            ? new Answered(state, SmtpReply.Ok("5.2", "Cannot verify, but will take the message and try", 252))
            : new Answered(state, NeedsUtf8));
}
