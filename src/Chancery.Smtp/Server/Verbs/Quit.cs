using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.10.</summary>
internal sealed class Quit : IVerb
{
    public string Name => "QUIT";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(new Answered(state, SmtpReply.Ok("0.0", "Goodbye", 221) with { Disconnects = true }));
}
