using System.Collections.Concurrent;
using Chancery.Engine.Receive.Rates;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Server.Session;

namespace Chancery.Smtp.Server.Throttling;

/// <summary>Keeps one client from taking the place of all others. Who is trusted, or exempt by the settings, is not counted.</summary>
/// <param name="limits">Those in force now.</param>
internal sealed class ClientGate(Func<ClientLimits> limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);
    private readonly RateTable _messages = new(time, () => limits().ClientMessages);
    private readonly RateTable _recipients = new(time, () => limits().ClientRecipients);

    /// <summary>False when the client has too many sessions; else to be followed by one <see cref="Leave"/>.</summary>
    public bool TryEnter(Peer peer, SessionTrust trust)
    {
        var count = _sessions.AddOrUpdate(ClientKey.Of(peer.Address), 1, (_, open) => open + 1);
        var most = limits().ClientSessions;
        if (most == 0 || count <= most || IsFree(peer, trust))
            return true;
        Leave(peer);
        return false;
    }

    public void Leave(Peer peer)
    {
        var key = ClientKey.Of(peer.Address);
        if (_sessions.AddOrUpdate(key, 0, (_, open) => open - 1) <= 0)
            _sessions.TryRemove(KeyValuePair.Create(key, 0));
    }

    public bool MayMail(Peer peer, SessionTrust trust) => IsFree(peer, trust) || _messages.TryTake(ClientKey.Of(peer.Address));

    public bool MayAddress(Peer peer, SessionTrust trust) => IsFree(peer, trust) || _recipients.TryTake(ClientKey.Of(peer.Address));

    private bool IsFree(Peer peer, SessionTrust trust) => trust == SessionTrust.Internal || IsExempt(peer);

    private bool IsExempt(Peer peer) => peer.Address is null || peer.MayForward || limits().Exempt.Contain(peer.Address);
}
