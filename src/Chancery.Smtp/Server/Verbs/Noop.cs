using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.9: does nothing; an argument is ignored.</summary>
internal sealed class Noop : IVerb
{
    public string Name => "NOOP";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state, SmtpReply.Ok("0.0", "Ok")));
}
