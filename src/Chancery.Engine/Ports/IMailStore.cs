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
    Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, CancellationToken cancel);

    /// <summary>Leases the undecided message that is due longest; null if none is due.</summary>
    Task<SpooledMessage?> ClaimMessageAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancel);

    /// <summary>Gives a leased message back, to be claimed again at <paramref name="due"/>, with the entries that tell of it.</summary>
    Task PostponeMessageAsync(
        TenantId tenant, string messageId, DateTimeOffset due, string reason, IReadOnlyList<RegisterEvent> events, CancellationToken cancel);

    /// <summary>The body failed its checksum: the message is never claimed again and shows up in the queue.</summary>
    Task MarkCorruptAsync(TenantId tenant, string messageId, IReadOnlyList<RegisterEvent> events, CancellationToken cancel);

    /// <summary>Enters groups, effects and register entries of a decision in one transaction. See <see cref="DecisionCommit"/>.</summary>
    /// <returns>False if the group to be replaced was no longer in the expected state, or a new group's number was taken meanwhile; then nothing was changed.</returns>
    Task<bool> CommitDecisionAsync(DecisionCommit commit, CancellationToken cancel);

    /// <summary>Leases the effect that is due longest and whose requirements are done; null if none is.</summary>
    Task<EffectStatus?> ClaimEffectAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancel);

    /// <summary>
    /// Records what an attempt brought, per recipient, with follow-up effects, in one transaction. What requires an effect becomes due
    /// with its success, and fails with its failure.
    /// </summary>
    Task RecordAttemptAsync(AttemptCommit commit, CancellationToken cancel);

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

    /// <summary>Voids the leases this node held before it was started again.</summary>
    Task ReclaimAsync(CancellationToken cancel);

    /// <summary>When the next message or effect falls due; null if nothing waits. For an idle worker.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel);
}
