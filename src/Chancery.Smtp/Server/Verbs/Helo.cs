using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.1: a client without extensions.</summary>
internal sealed class Helo : IVerb
{
    public string Name => "HELO";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) =>
        new(HeloArgument.IsValid(argument)
            ? new Answered(state.Greeted(argument, extended: false), SmtpReply.Plain(250, session.Options.Hostname))
            : new Answered(state, HeloArgument.Refusal));
}
