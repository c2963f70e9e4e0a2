using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Register;
using Chancery.Policy;

namespace Chancery.Engine.Ports;

/// <summary>
/// Spool, outbox and register behind one port, because what happens to a message and the entry that records it are one
/// transaction. Every call is durable when it returns. Work is claimed with leases, so that work in flight of a node that
/// died is taken up by another when the lease ends, and at start all leases of this node's earlier life are void.
/// </summary>
public interface IMailStore
{
    /// <summary>Takes a message into the spool, due at once.</summary>
    /// <exception cref="StoreFullException">Nothing was stored.</exception>
    Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        AcceptAsync(message, body, events, null, cancel);

    /// <summary>Takes a message into the spool.</summary>
    /// <param name="lease">It is in work on this node from the begin, as if claimed for so long; null: due at once for whoever claims it.</param>
    /// <exception cref="StoreFullException">Nothing was stored.</exception>
    Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, TimeSpan? lease, CancellationToken cancel);

    /// <summary>Leases undecided messages that are due, tenants in turn; empty if none is due.</summary>
    Task<IReadOnlyList<Claimed<SpooledMessage>>> ClaimMessagesAsync(Claim claim, CancellationToken cancel);

    /// <summary>Gives a leased message back, to be claimed again at <paramref name="due"/>, with the entries that tell of it.</summary>
    Task PostponeMessageAsync(
        TenantId tenant, string messageId, DateTimeOffset due, string reason, IReadOnlyList<RegisterEvent> events, CancellationToken cancel);

    /// <summary>The body failed its checksum: nothing of the message is claimed again but notices, and it shows up in the queue.</summary>
    Task MarkCorruptAsync(CorruptCommit commit, CancellationToken cancel);

    /// <summary>Enters groups, effects and register entries of a decision in one transaction. See <see cref="DecisionCommit"/>.</summary>
    /// <returns>False if the group to be replaced was no longer in the expected state, or a new group's number was taken meanwhile; then nothing was changed.</returns>
    async Task<bool> CommitDecisionAsync(DecisionCommit commit, CancellationToken cancel) =>
        await CommitDecisionAsync(commit, EffectsInHand.None, cancel) is not null;

    /// <summary>The same; some of the effects are leased to this node from the begin.</summary>
    /// <returns>Those that are: the ones asked for whose next hop is not paused. Null where nothing was changed.</returns>
    Task<IReadOnlyList<EffectStatus>?> CommitDecisionAsync(DecisionCommit commit, EffectsInHand wanted, CancellationToken cancel);

    /// <summary>Leases effects that are due and whose requirements are done, tenants and next hops in turn; none for a paused hop.</summary>
    Task<IReadOnlyList<Claimed<EffectStatus>>> ClaimEffectsAsync(Claim claim, CancellationToken cancel);

    /// <summary>
    /// Records what an attempt brought, per recipient, with follow-up effects, in one transaction. What requires an effect becomes due
    /// with its success, and fails with its failure.
    /// </summary>
    /// <returns>True if other effects may be due by it.</returns>
    Task<bool> RecordAttemptAsync(AttemptCommit commit, CancellationToken cancel);

    /// <summary>Makes every waiting effect of a message (or the undecided message itself) due now. False if there is no such message or nothing waits.</summary>
    Task<bool> RetryAsync(TenantId tenant, string messageId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Groups whose hold has expired.</summary>
    Task<IReadOnlyList<(TenantId Tenant, string MessageId, int Group)>> ExpiredHoldsAsync(DateTimeOffset now, int max, CancellationToken cancel);

    Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<MessageRecord>> FindAsync(MessageQuery query, CancellationToken cancel);

    /// <summary>Entries of one tenant in order, from a sequence number on.</summary>
    Task<IReadOnlyList<RegisterEntry>> ReadRegisterAsync(TenantId tenant, long fromSequence, int max, CancellationToken cancel);

    /// <summary>Appends entries that belong to no message's transaction (keys imported, settings changed).</summary>
    Task AppendAsync(IReadOnlyList<RegisterEvent> events, CancellationToken cancel);

    /// <summary>Deletes bodies that nothing needs any more; returns how many.</summary>
    Task<int> SweepAsync(int max, CancellationToken cancel);

    /// <summary>Voids the leases this node held before it died. That they were claimed still counts: what kills whoever touches it must come to light, and waits a little before it is touched for the third time.</summary>
    Task ReclaimAsync(CancellationToken cancel);

    /// <summary>Gives back what this node has claimed and not recorded, as if it had never been claimed: for the end of a process that ends in good order.</summary>
    Task GiveBackAsync(CancellationToken cancel);

    /// <summary>Hands nothing over to a next hop any more, in all processes and after a restart too; with null to none. False if it was so already.</summary>
    Task<bool> PauseAsync(Pause pause, CancellationToken cancel);

    /// <summary>Ends the pause of a next hop, with null every pause. False if there was none.</summary>
    Task<bool> ResumeAsync(string? nextHop, CancellationToken cancel);

    Task<IReadOnlyList<Pause>> PausesAsync(CancellationToken cancel);

    /// <summary>The clock went back: what waits, and what this node has in work, becomes due as much earlier.</summary>
    Task ClockWentBackAsync(TimeSpan by, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Makes every copy that waits for its next attempt due now, for one next hop or for all; returns how many.</summary>
    Task<int> FlushAsync(string? nextHop, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Bodies with a file of their own that a message not yet done needs, in an order of their own; one may come twice.</summary>
    /// <param name="after">The last one seen; null from the begin.</param>
    Task<IReadOnlyList<BodyInFlight>> BodiesInFlightAsync(BodyInFlight? after, int max, CancellationToken cancel);

    /// <param name="most">Nobody wants to know of more.</param>
    Task<Backlog> BacklogAsync(int most, CancellationToken cancel);

    /// <summary>When the next message or effect falls due that may be claimed; null if none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel);
}
