using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.5: forgets the transaction under way.</summary>
internal sealed class Rset : IVerb
{
    public string Name => "RSET";

    public bool EndsGroup => false;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state.Reset(), SmtpReply.Ok("0.0", "Ok")));
}
