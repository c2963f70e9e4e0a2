using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;

namespace Chancery.Engine.Workers;

/// <summary>Brings accepted mail into the spool, and where a hand is free for it straight to that, with its body still in memory.</summary>
public sealed class NewMail
{
    private readonly IMailStore _store;
    private readonly Crew _crew;
    private readonly MessageWorker _worker;

    internal NewMail(IMailStore store, Crew crew, MessageWorker worker) => (_store, _crew, _worker) = (store, crew, worker);

    /// <exception cref="StoreFullException">Nothing was stored.</exception>
    public async Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, CancellationToken cancel)
    {
        using var hand = _crew.TryTake("");
        await _store.AcceptAsync(message, body, events, hand is null ? null : MessageWorker.Lease, cancel);
        if (hand is null)
            _crew.Wake();
        else
            hand.Begin(stop => _worker.WorkAsync(new Claimed<SpooledMessage>(message, 1), body, stop));
    }
}
