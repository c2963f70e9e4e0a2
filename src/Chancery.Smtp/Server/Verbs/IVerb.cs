using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>One command of RFC 5321 section 4.1 or of an extension.</summary>
internal interface IVerb
{
    string Name { get; }

    /// <summary>Nothing may follow before its reply (RFC 2920 section 3.1).</summary>
    bool EndsGroup { get; }

    /// <param name="argument">What follows the verb, without surrounding white space.</param>
    ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel);
}
