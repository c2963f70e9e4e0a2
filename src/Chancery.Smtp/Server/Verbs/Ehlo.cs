using System.Globalization;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 5321 section 4.1.1.1, and as LHLO RFC 2033 section 4.1: names the client and lists our extensions.</summary>
internal sealed class Ehlo(string name) : IVerb
{
    public string Name => name;

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
        yield return "SMTPUTF8";
        yield return "CHUNKING";
        yield return "DSN";
        if (session.Certificate is not null && state.Tls is null)
            yield return "STARTTLS";
        if (state.Tls is not null)
            yield return "REQUIRETLS";
        if (session.OffersAuth(state) && state.Login is null)
            yield return "AUTH " + string.Join(' ', Mechanism.Names);
        if (state.Peer.MayForward)
            yield return "XCLIENT " + string.Join(' ', Verbs.XClient.Attributes);
        yield return "ENHANCEDSTATUSCODES";
    }
}
