using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.8.</summary>
internal sealed class Help : IVerb
{
    public string Name => "HELP";

    public bool EndsGroup => false;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state, SmtpReply.Ok("0.0", "See RFC 5321", 214)));
}
