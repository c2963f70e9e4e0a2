using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 3.5.3: tells nothing about mailboxes.</summary>
internal sealed class Vrfy : IVerb
{
    public string Name => "VRFY";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state, SmtpReply.Ok("5.2", "Cannot verify, but will take the message and try", 252)));
}
