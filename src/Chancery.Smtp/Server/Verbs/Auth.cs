using System.Text;
using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 4954: logs in by SASL PLAIN (RFC 4616) or LOGIN, under TLS only.</summary>
internal sealed class Auth : IVerb
{
    private static readonly SmtpReply NoHelo = SmtpReply.Permanent(503, "5.1", "EHLO first");
    private static readonly SmtpReply Already = SmtpReply.Permanent(503, "5.1", "Already authenticated");
    private static readonly SmtpReply InMail = SmtpReply.Permanent(503, "5.1", "Not within a mail transaction");
    private static readonly SmtpReply NotOffered = SmtpReply.Permanent(502, "5.1", "AUTH is not offered");
    private static readonly SmtpReply NeedsTls = SmtpReply.Permanent(538, "7.11", "Encryption required for authentication");
    private static readonly SmtpReply NoSuchMechanism = SmtpReply.Permanent(504, "5.4", "Mechanism not offered");
    private static readonly SmtpReply Garbled = SmtpReply.Permanent(501, "5.2", "Cannot decode the response");
    private static readonly SmtpReply Cancelled = SmtpReply.Permanent(501, "0.0", "Authentication cancelled");
    private static readonly SmtpReply Wrong = SmtpReply.Permanent(535, "7.8", "Authentication credentials invalid");
    private static readonly SmtpReply TooOften = SmtpReply.Temporary(421, "7.0", "Too many failed logins, try again later") with { Disconnects = true };
    private static readonly SmtpReply Unavailable = SmtpReply.Temporary(454, "7.0", "Temporary authentication failure");
    private static readonly SmtpReply Welcome = SmtpReply.Ok("7.0", "Authentication succeeded", 235);

    public string Name => "AUTH";

    public bool EndsGroup => true;

    public async ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel)
    {
        if (Refusal(session, state) is { } refusal)
            return new Answered(state, refusal);
        var words = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Mechanism.Find(words.FirstOrDefault("")) is not { } mechanism)
            return new Answered(state, NoSuchMechanism);
        if (session.Logins.IsBarred(state.Peer.Address))
            return new Answered(state, TooOften);
        // A lone equals sign is an empty initial response (RFC 4954 section 4).
        return words.Length < 2
            ? Ask(session, state, mechanism)
            : await ContinueAsync(session, state, mechanism, words[1] == "=" ? "" : words[1], cancel);
    }

    private static SmtpReply? Refusal(SessionContext session, SmtpState state) => state switch
    {
        _ when session.Listener.Auth == ListenerAuth.None || session.Ports.Authenticator is null => NotOffered,
        { Helo: null } => NoHelo,
        { Tls: null } => NeedsTls,
        { Login: not null } => Already,
        { Transaction: not null } => InMail,
        _ => null,
    };

    private static Challenged Ask(SessionContext session, SmtpState state, Mechanism mechanism) => new(
        state, mechanism.Challenge,
        (response, cancel) => response == "*" ? new(new Answered(state, Cancelled)) : ContinueAsync(session, state, mechanism, response, cancel));

    private static async ValueTask<Outcome> ContinueAsync(SessionContext session, SmtpState state, Mechanism mechanism, string response, CancellationToken cancel)
    {
        if (Decode(response) is not { } text || mechanism.Take(text) is not { } step)
            return new Answered(state, Garbled);
        if (step is { Next: { } next })
            return Ask(session, state, next);
        return await LogInAsync(session, state, step.Credentials!, cancel);
    }

    private static async ValueTask<Outcome> LogInAsync(SessionContext session, SmtpState state, Credentials credentials, CancellationToken cancel)
    {
        switch (await session.Ports.Authenticator!.CheckAsync(credentials.User, credentials.Password, cancel))
        {
            case LoginAnswer.Accepted accepted:
                session.Logins.Succeeded(state.Peer.Address);
                return new Answered(state with { Login = accepted.Login, FailedLogins = 0 }, Welcome);
            case LoginAnswer.Unavailable:
                return new Answered(state, Unavailable);
            default:
                session.Logins.Failed(state.Peer.Address);
                var failed = state with { FailedLogins = state.FailedLogins + 1 };
                await Task.Delay(session.Options.FailedLoginPause * failed.FailedLogins, session.Time, cancel);
                return new Answered(failed, failed.FailedLogins < session.Options.MaxFailedLogins ? Wrong : TooOften);
        }
    }

    private static string? Decode(string response)
    {
        var octets = new byte[response.Length];
        return Convert.TryFromBase64String(response, octets, out var length) && System.Text.Unicode.Utf8.IsValid(octets.AsSpan(0, length))
            ? Encoding.UTF8.GetString(octets, 0, length)
            : null;
    }
}
