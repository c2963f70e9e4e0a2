using Chancery.Engine.Receive;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;
using Chancery.Smtp.Server.Auth;

namespace Chancery.Smtp.Server.Session;

/// <summary>Whether somebody who logged in writes in his own name: From, and Sender where there is one, must be what he may send as (RFC 6409 section 6.1).</summary>
internal sealed class AuthorCheck(IReception reception, Opening opening, Login login)
{
    private static readonly SmtpReply NotYours = SmtpReply.Permanent(550, "7.1", "You may not send as the author that the From or Sender field names");

    private static readonly string[] Authors = ["From", "Sender"];

    /// <exception cref="ReceptionException">He does not.</exception>
    public async Task<IIncomingMessage> BeginAsync(RawHeaderBlock header, ReadOnlyMemory<byte> head, CancellationToken cancel)
    {
        if (header.OverLimit || !header.Named("From").Any() || !Authors.All(name => IsOwn(header, name)))
            throw new ReceptionException(NotYours);
        var incoming = await reception.OpenAsync(opening.Session, opening.Envelope, cancel);
        try
        {
            await incoming.WriteAsync(head, cancel);
            return incoming;
        }
        catch
        {
            await incoming.DisposeAsync();
            throw;
        }
    }

    private bool IsOwn(RawHeaderBlock header, string name) =>
        !header.Named(name).Any() || HeaderAddresses.AllOf(header, name) is { Count: > 0 } authors && authors.All(login.MaySendAs);
}
