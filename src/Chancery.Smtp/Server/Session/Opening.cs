using Chancery.Engine.Receive;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;

namespace Chancery.Smtp.Server.Session;

/// <summary>A message that is about to come in, with all that was said before its octets.</summary>
/// <param name="Stranger">The session without what it is trusted with, for a header that does not prove it.</param>
internal sealed record Opening(Mail.Envelopes.Session Session, Mail.Envelopes.Session Stranger, Envelope Envelope, int Welcomed)
{
    /// <exception cref="ReceptionException">There is no place for it.</exception>
    public Task<IIncomingMessage> OpenAsync(IReception reception, ListenerSettings listener, int headerLimit, CancellationToken cancel)
    {
        var demands = listener.Demands;
        return demands.SecretHeader is null && demands.OwnerHeader is null
            ? reception.OpenAsync(Session, Envelope, cancel)
            : Task.FromResult<IIncomingMessage>(new UnprovenMessage(reception, this, demands, headerLimit));
    }
}
