using System.Globalization;
using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.1: names the client and lists our extensions.</summary>
internal sealed class Ehlo : IVerb
{
    public string Name => "EHLO";

    public bool EndsGroup => true;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (!HeloArgument.IsValid(argument))
            return new(new Answered(state, HeloArgument.Refusal));
        var greeting = SmtpReply.Plain(250, session.Options.Hostname);
        return new(new Answered(state.Greeted(argument, extended: true), greeting, [.. Extensions(session, state)]));
    }

    private static IEnumerable<string> Extensions(SessionContext session, SmtpState state)
    {
        yield return "PIPELINING";
        yield return "SIZE " + session.Options.Limits.Message.ToString(CultureInfo.InvariantCulture);
        yield return "8BITMIME";
        if (session.Certificate is not null && state.Tls is null)
            yield return "STARTTLS";
        yield return "ENHANCEDSTATUSCODES";
    }
}
