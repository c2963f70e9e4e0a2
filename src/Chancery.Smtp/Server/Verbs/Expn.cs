using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 3.5.2: there are no lists here.</summary>
internal sealed class Expn : IVerb
{
    public string Name => "EXPN";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state, SmtpReply.Permanent(502, "5.1", "EXPN is not offered")));
}
