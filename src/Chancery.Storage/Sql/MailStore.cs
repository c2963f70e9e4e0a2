using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Backups;
using Chancery.Storage.Blobs;
using Chancery.Storage.Secrets;

namespace Chancery.Storage.Sql;

/// <summary>Spool, outbox and register in one database. What changes something goes through the <see cref="Writer"/>.</summary>
internal sealed class MailStore(
    Database database, Writer writer, TenantKeys keys, BlobFolder folder, TimeProvider time, string owner) : IMailStore
{
    private readonly Lookup _lookup = new(keys, database.Dialect);

    // Used by the writer alone.
    private readonly Turns _messageTurns = new();
    private readonly Turns _effectTurns = new();

    public Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, TimeSpan? lease, CancellationToken cancel) =>
        writer.RunAsync(
            message.Tenant,
            connection =>
            {
                Spool.Insert(connection, message, lease is { } length ? LeaseFor(length) : null);
                BodyTable.Insert(connection, message.Tenant, message.Id, [body]);
                RegisterRows.Append(connection, events);
            },
            cancel);

    public async Task<IReadOnlyList<Claimed<SpooledMessage>>> ClaimMessagesAsync(Claim claim, CancellationToken cancel)
    {
        var rows = await writer.RunAsync([], connection => Spool.Claim(connection, database.Dialect, _messageTurns, owner, claim), cancel);
        return [.. rows.Select(row => new Claimed<SpooledMessage>(row.ToMessage(), (int)row.Claims))];
    }

    public Task PostponeMessageAsync(
        TenantId tenant, string messageId, DateTimeOffset due, string reason, IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync(
            tenant,
            connection =>
            {
                Spool.Postpone(connection, tenant, messageId, due, reason);
                RegisterRows.Append(connection, events);
            },
            cancel);

    public async Task MarkCorruptAsync(CorruptCommit commit, CancellationToken cancel)
    {
        var notices = await NewEffect.SealAsync(commit.Notices, keys, cancel);
        await writer.RunAsync(commit.Tenant, connection => Decisions.MarkCorrupt(connection, commit, notices, time.GetUtcNow()), cancel);
    }

    public async Task<IReadOnlyList<EffectStatus>?> CommitDecisionAsync(DecisionCommit commit, EffectsInHand wanted, CancellationToken cancel)
    {
        Decisions.Check(commit);
        var decision = await keys.SealAsync(commit.Tenant, Lookup.What, commit.MessageId, commit.DecisionJson, cancel);
        var groups = await NewGroup.SealAsync(commit, keys, cancel);
        var effects = await NewEffect.SealAsync(commit.Effects, keys, cancel);
        return await writer.RunAsync(
            commit.Tenant,
            connection =>
            {
                var now = time.GetUtcNow();
                var entered = wanted.Ids.Count == 0 ? effects : Outbox.Leased(connection, effects, wanted.Ids, LeaseFor(wanted.Lease));
                return Decisions.Commit(connection, commit, decision, groups, entered, now)
                    ? entered.Where(effect => effect.Lease is not null).Select(effect => effect.StatusAt(now)).ToList()
                    : null;
            },
            cancel);
    }

    public async Task<IReadOnlyList<Claimed<EffectStatus>>> ClaimEffectsAsync(Claim claim, CancellationToken cancel)
    {
        var rows = await writer.RunAsync([], connection => Outbox.Claim(connection, database.Dialect, _effectTurns, owner, claim), cancel);
        return [.. rows.Select(row => new Claimed<EffectStatus>(row.ToStatus(keys), (int)row.Claims))];
    }

    public async Task<bool> RecordAttemptAsync(AttemptCommit commit, CancellationToken cancel)
    {
        var followUps = await NewEffect.SealAsync(commit.FollowUps, keys, cancel);
        return await writer.RunAsync(commit.Tenant, connection => Decisions.RecordAttempt(connection, commit, followUps, time.GetUtcNow()), cancel);
    }

    public Task<bool> RetryAsync(TenantId tenant, string messageId, DateTimeOffset now, CancellationToken cancel) =>
        writer.RunAsync(
            tenant, connection => Spool.Retry(connection, tenant, messageId, now) | Outbox.Retry(connection, tenant, messageId, now), cancel);

    public Task<IReadOnlyList<(TenantId Tenant, string MessageId, int Group)>> ExpiredHoldsAsync(
        DateTimeOffset now, int max, CancellationToken cancel) => Read(connection => Groups.Expired(connection, now, max), cancel);

    public Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel) =>
        Read(connection => _lookup.Get(connection, messageId), cancel);

    public Task<IReadOnlyList<MessageRecord>> FindAsync(MessageQuery query, CancellationToken cancel) =>
        Read(connection => _lookup.Find(connection, query), cancel);

    public Task<IReadOnlyList<RegisterEntry>> ReadRegisterAsync(TenantId tenant, long fromSequence, int max, CancellationToken cancel) =>
        Read(connection => RegisterRows.Read(connection, tenant, fromSequence, max), cancel);

    public Task AppendAsync(IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync([.. events.Select(entry => entry.Tenant).Distinct()], connection => RegisterRows.Append(connection, events), cancel);

    public async Task<int> SweepAsync(int max, CancellationToken cancel)
    {
        var swept = await writer.RunAsync([], connection => BackupTime.IsNow(connection, time.GetUtcNow()) ? [] : BodyTable.DeleteObsolete(connection, database.Dialect, max), cancel);
        // After the commit: a row without its file would look like damage, a file without its row is swept at the next start.
        foreach (var (tenant, id, _) in swept.Where(body => body.InFile))
            folder.TryDelete(tenant, id);
        return swept.Count;
    }

    public async Task ReclaimAsync(CancellationToken cancel)
    {
        await writer.RunAsync([], connection => Leases.Void(connection, owner, time.GetUtcNow()), cancel);
        await Task.Run(() => new Orphans(folder, new BodyRows(database)).Remove(cancel), cancel);
    }

    public Task GiveBackAsync(CancellationToken cancel) =>
        writer.RunAsync([], connection => Leases.GiveBack(connection, owner), cancel);

    public Task ClockWentBackAsync(TimeSpan by, DateTimeOffset now, CancellationToken cancel) =>
        writer.RunAsync([], connection => Leases.BringForward(connection, owner, by, now), cancel);

    public Task<bool> PauseAsync(Pause pause, CancellationToken cancel) => writer.RunAsync([], connection => Pauses.Enter(connection, pause), cancel);

    public Task<bool> ResumeAsync(string? nextHop, CancellationToken cancel) => writer.RunAsync([], connection => Pauses.End(connection, nextHop), cancel);

    public Task<IReadOnlyList<Pause>> PausesAsync(CancellationToken cancel) => Read(Pauses.Of, cancel);

    public Task<int> FlushAsync(string? nextHop, DateTimeOffset now, CancellationToken cancel) =>
        writer.RunAsync([], connection => Outbox.Flush(connection, nextHop, now), cancel);

    public Task<IReadOnlyList<BodyInFlight>> BodiesInFlightAsync(BodyInFlight? after, int max, CancellationToken cancel) =>
        Read(connection => BodyTable.InFlight(connection, after, max), cancel);

    public Task<Backlog> BacklogAsync(int most, CancellationToken cancel) => Read(connection => Lookup.Backlog(connection, most), cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => Read(Lookup.NextDue, cancel);

    private NewLease LeaseFor(TimeSpan length) => new(owner, (time.GetUtcNow() + length).UtcTicks);

    private Task<T> Read<T>(Func<DbConnection, T> queries, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read(queries));
    }
}
