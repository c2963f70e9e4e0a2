using Chancery.Engine.Decide;
using Chancery.Engine.Ids;
using Chancery.Engine.Ports;
using Chancery.Engine.Receive.Rates;
using Chancery.Engine.Tenants;
using Chancery.Engine.Workers;
using Chancery.Mail.Addresses;
using Chancery.Mail.Envelopes;

namespace Chancery.Engine.Receive;

/// <summary>The first of the five steps: judges who may send what to whom, and spools what is taken.</summary>
public sealed class Reception(
    InstallationHolder installation, NewMail spool, IBlobStore blobs, TraceHeader trace, EarlyRefusal refusal,
    BackPressure pressure, IIdSource ids, TimeProvider time) : IReception
{
    private readonly TenantGate _tenants = new(() => installation.Current.Settings.ClientLimits, time);

    public async ValueTask<SmtpReply?> CheckSenderAsync(Session session, string reversePath, long? declaredSize, CancellationToken cancel) =>
        declaredSize > installation.Current.Settings.Limits.Message ? Refusals.TooLarge
        : (await pressure.RoomForAsync(declaredSize, cancel)).IsThere ? null : Refusals.StoreFull;

    public ValueTask<SmtpReply?> CheckRecipientAsync(Session session, string reversePath, string recipient, CancellationToken cancel) =>
        ValueTask.FromResult(
            Judge(installation.Current, session, reversePath, recipient)
            ?? RecipientRefusal.Judge(installation.Current, session, reversePath, recipient, time.GetUtcNow()));

    public Task<IIncomingMessage> OpenAsync(Session session, Envelope envelope, CancellationToken cancel)
    {
        var now = installation.Current;
        var qualified = Qualified(envelope, now);
        if (!TenantResolver.NeedsAuthor(now, session, envelope.ReversePath))
            return Task.FromResult<IIncomingMessage>(Open(now, session, qualified, author: null));
        return Task.FromResult<IIncomingMessage>(new HeaderFirstMessage(now.Settings.Limits.HeaderBytes, async (header, head, stop) =>
        {
            var incoming = Open(now, session, qualified, HeaderFields.FromAddress(header));
            try
            {
                await incoming.WriteAsync(head, stop);
                return incoming;
            }
            catch
            {
                await incoming.DisposeAsync();
                throw;
            }
        }));
    }

    private PlacedMessage Open(Installation now, Session session, Envelope envelope, string? author)
    {
        var shares = TenantResolver.Split(now, session, envelope, author);
        if (shares.Sum(share => share.Envelope.Recipients.Count) < envelope.Recipients.Count)
            throw new ReceptionException(Refusals.UnknownTenant);
        var place = _tenants.Enter(shares.Select(share => share.Tenant.Id));
        var incoming = new IncomingMessage(
            session, [.. shares.Select(share => new IncomingMessage.Share(share.Tenant, share.Envelope, blobs.Create(share.Tenant.Id)))],
            now.Settings.Limits, new IncomingMessage.Services(spool, trace, refusal, ids, time));
        return new PlacedMessage(incoming, place);
    }

    private static SmtpReply? Judge(Installation now, Session session, string reversePath, string recipient)
    {
        var trusted = session.Trust != SessionTrust.Anonymous;
        // Whose mail it is may stand in the header only.
        if (trusted && (TenantResolver.OfSender(now, session, reversePath) is not null || TenantResolver.NeedsAuthor(now, session, reversePath)))
            return null;
        if (IsPostmaster(recipient) || TenantResolver.OfRecipient(now, recipient) is { } owner && IsOurs(now, session, owner))
            return null;
        if (trusted)
            return Refusals.UnknownTenant;
        return now.Tenants.Count == 0 ? Refusals.UnknownTenant : Refusals.NoRelay;
    }

    private static bool IsOurs(Installation now, Session session, Tenant owner) =>
        TenantResolver.OfSender(now, session, "") is not { } fixedTenant || fixedTenant.Id == owner.Id;

    /// <summary>RFC 5321 section 4.5.1: <c>RCPT TO:&lt;postmaster&gt;</c> without a domain is always taken, for our own postmaster.</summary>
    private static Envelope Qualified(Envelope envelope, Installation now) =>
        envelope with { Recipients = [.. envelope.Recipients.Select(r => IsPostmaster(r) ? now.Settings.Postmaster : r)] };

    private static bool IsPostmaster(string recipient) => recipient.Equals("postmaster", StringComparison.OrdinalIgnoreCase);
}
