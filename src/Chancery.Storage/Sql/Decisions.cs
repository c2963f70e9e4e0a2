using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;

namespace Chancery.Storage.Sql;

/// <summary>What a decision, or an attempt to deliver, changes in one transaction.</summary>
internal static class Decisions
{
    /// <summary>False, and nothing changed, if the message was decided, the group ended or the numbers of its successors taken by somebody else meanwhile.</summary>
    public static bool Commit(
        DbConnection connection, DecisionCommit commit, byte[] decision, IReadOnlyList<NewGroup> groups, IReadOnlyList<NewEffect> effects, DateTimeOffset now)
    {
        var (tenant, messageId) = (commit.Tenant, commit.MessageId);
        if (commit.Replaces is { } replaced)
        {
            if (Groups.AnyTaken(connection, tenant, messageId, commit.Groups)
                || !Groups.Replace(connection, tenant, messageId, replaced, commit.ReplacedBecomes, commit.Reason))
                return false;
            Outbox.Withdraw(connection, tenant, messageId, replaced);
        }

        // A message that is corrupt or done has no decision any more, whatever its groups say.
        if (Spool.Decide(connection, tenant, messageId, decision, first: commit.Replaces is null) is not { } original)
            return commit.Replaces is null ? false : throw new InvalidOperationException($"message {messageId} takes no decision any more");
        BodyTable.Insert(connection, tenant, messageId, commit.Blobs);
        Groups.Insert(connection, tenant, messageId, groups);
        Enter(connection, tenant, effects, [original, .. commit.Blobs.Select(blob => blob.Blob.Id)], again: false, now);
        // What nobody waited for before, and what waits now, settles nothing.
        if (commit.Replaces is not null || effects.Count == 0 || effects.Any(effect => effect.Effect.Requires.Count > 0))
            Settle(connection, tenant, messageId, now);
        RegisterRows.Append(connection, commit.Events);
        return true;
    }

    /// <returns>True if other effects may be due by it.</returns>
    /// <exception cref="InvalidOperationException">The tenant has no such effect.</exception>
    public static bool RecordAttempt(DbConnection connection, AttemptCommit commit, IReadOnlyList<NewEffect> followUps, DateTimeOffset now)
    {
        var messageId = Outbox.RecordAttempt(connection, commit.Tenant, commit.EffectId, commit.Recipients, commit.NextAttempt ?? now)
            ?? throw new InvalidOperationException($"tenant {commit.Tenant} has no effect {commit.EffectId}");
        if (commit.Holds is { } hold)
            Groups.Hold(connection, commit.Tenant, messageId, hold);
        BodyTable.Insert(connection, commit.Tenant, messageId, commit.Blobs);
        // A worker whose lease ran out may report the same attempt again, with the same follow-ups.
        Enter(connection, commit.Tenant, followUps, [.. commit.Blobs.Select(blob => blob.Blob.Id)], again: true, now);
        var others = followUps.Count > 0 || Outbox.AnyRequires(connection, commit.Tenant, messageId);
        if (others)
            Settle(connection, commit.Tenant, messageId, now);
        else
            Finish(connection, commit.Tenant, messageId, now);
        RegisterRows.Append(connection, commit.Events);
        return others;
    }

    /// <summary>Nothing changes where somebody found it out before.</summary>
    public static void MarkCorrupt(DbConnection connection, CorruptCommit commit, IReadOnlyList<NewEffect> notices, DateTimeOffset now)
    {
        if (!Spool.MarkCorrupt(connection, commit.Tenant, commit.MessageId))
            return;
        Outbox.Stop(connection, commit.Tenant, commit.MessageId);
        BodyTable.Insert(connection, commit.Tenant, commit.MessageId, commit.Blobs);
        Enter(connection, commit.Tenant, notices, [.. commit.Blobs.Select(blob => blob.Blob.Id)], again: true, now);
        Settle(connection, commit.Tenant, commit.MessageId, now);
        RegisterRows.Append(connection, commit.Events);
    }

    /// <summary>Programming errors that would lose mail are refused before anything is stored.</summary>
    public static void Check(DecisionCommit commit)
    {
        if (commit.Replaces is null && commit.Groups.Count == 0)
            throw new ArgumentException("a first decision has a group for every recipient", nameof(commit));
        foreach (var group in commit.Groups.Where(group => group.State == GroupState.Delivering))
            if (!commit.Effects.Any(effect => effect.Group == group.Number && effect.Kind != "notice"))
                throw new ArgumentException($"group {group.Number} is delivering but has no effect", nameof(commit));
        if (commit.Effects.Any(effect => effect.Tenant != commit.Tenant || effect.Mail.Recipients.Count == 0))
            throw new ArgumentException("an effect has no recipient, or is another tenant's", nameof(commit));
    }

    /// <param name="bodies">Ids of bodies that are known to be stored.</param>
    private static void Enter(
        DbConnection connection, TenantId tenant, IReadOnlyList<NewEffect> effects, IReadOnlyCollection<string> bodies, bool again, DateTimeOffset now)
    {
        foreach (var (effect, _, _) in effects)
            if (!bodies.Contains(effect.Mail.Body.Id) && !BodyTable.Exists(connection, tenant, effect.Mail.Body.Id))
                throw new InvalidOperationException($"effect {effect.Id} names a body that is not stored");
        Outbox.Insert(connection, effects, again, now);
    }

    private static void Settle(DbConnection connection, TenantId tenant, string messageId, DateTimeOffset now)
    {
        Outbox.Settle(connection, tenant, messageId, now);
        Finish(connection, tenant, messageId, now);
    }

    private static void Finish(DbConnection connection, TenantId tenant, string messageId, DateTimeOffset now)
    {
        Groups.FinishDelivered(connection, tenant, messageId);
        Spool.FinishIfDone(connection, tenant, messageId, now);
    }
}
