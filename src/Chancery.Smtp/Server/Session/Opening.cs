using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Auth;

namespace Chancery.Smtp.Server.Session;

/// <summary>A message that is about to come in, with all that was said before its octets.</summary>
/// <param name="Stranger">The session without what it is trusted with, for a header that does not prove it.</param>
/// <param name="Login">Who logged in; null if nobody.</param>
internal sealed record Opening(Mail.Envelopes.Session Session, Mail.Envelopes.Session Stranger, Envelope Envelope, int Welcomed, Login? Login)
{
    /// <exception cref="ReceptionException">There is no place for it.</exception>
    public Task<IIncomingMessage> OpenAsync(IReception reception, ListenerSettings listener, int headerLimit, CancellationToken cancel)
    {
        var demands = listener.Demands;
        if (demands.SecretHeader is not null || demands.OwnerHeader is not null)
            return HeaderFirst(headerLimit, new ConnectorProof(reception, this, demands).BeginAsync);
        if (Login is not null && listener.LoginSenders == LoginSenders.Both)
            return HeaderFirst(headerLimit, new AuthorCheck(reception, this, Login).BeginAsync);
        return reception.OpenAsync(Session, Envelope, cancel);
    }

    private static Task<IIncomingMessage> HeaderFirst(
        int headerLimit, Func<Mail.Headers.RawHeaderBlock, ReadOnlyMemory<byte>, CancellationToken, Task<IIncomingMessage>> begin) =>
        Task.FromResult<IIncomingMessage>(new HeaderFirstMessage(headerLimit, begin));
}
