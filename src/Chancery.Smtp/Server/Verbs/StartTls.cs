using Chancery.Engine.Receive;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Verbs;

/// <summary>RFC 3207.</summary>
internal sealed class StartTls : IVerb
{
    private static readonly SmtpReply NoArgument = SmtpReply.Permanent(501, "5.4", "STARTTLS takes no argument");
    private static readonly SmtpReply AlreadyOn = SmtpReply.Permanent(503, "5.1", "TLS is already on");
    private static readonly SmtpReply NotOffered = SmtpReply.Permanent(502, "5.1", "STARTTLS is not offered");

    public string Name => "STARTTLS";

    /// <summary>False: what follows in the clear is thrown away with its own care, so that it cannot even cause a reply.</summary>
    public bool EndsGroup => false;

    public ValueTask<Outcome> RunAsync(SessionContext session, SmtpState state, string argument, CancellationToken cancel) => new(state switch
    {
        { Tls: not null } => new Answered(state, AlreadyOn),
        _ when session.Certificate is null => new Answered(state, NotOffered),
        _ when argument.Length > 0 => new Answered(state, NoArgument),
        _ => new TlsWanted(state),
    });
}
