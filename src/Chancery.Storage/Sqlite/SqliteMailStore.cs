using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy;
using Chancery.Storage.Blobs;
using Chancery.Storage.Secrets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Spool, outbox and register in one SQLite file. What changes something goes through the <see cref="Writer"/>.</summary>
internal sealed class SqliteMailStore(
    Database database, Writer writer, TenantKeys keys, BlobFolder folder, TimeProvider time, string owner) : IMailStore
{
    private readonly Lookup _lookup = new(keys);

    public Task AcceptAsync(SpooledMessage message, SealedBlob body, IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync(
            connection =>
            {
                Spool.Insert(connection, message);
                BodyTable.Insert(connection, message.Tenant, message.Id, [body]);
                RegisterRows.Append(connection, events);
            },
            cancel);

    public async Task<SpooledMessage?> ClaimMessageAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        (await writer.RunAsync(connection => Spool.Claim(connection, owner, now, lease), cancel))?.ToMessage();

    public Task PostponeMessageAsync(
        TenantId tenant, string messageId, DateTimeOffset due, string reason, IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync(
            connection =>
            {
                Spool.Postpone(connection, tenant, messageId, due, reason);
                RegisterRows.Append(connection, events);
            },
            cancel);

    public Task MarkCorruptAsync(TenantId tenant, string messageId, IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync(
            connection =>
            {
                Spool.MarkCorrupt(connection, tenant, messageId);
                RegisterRows.Append(connection, events);
            },
            cancel);

    public async Task<bool> CommitDecisionAsync(DecisionCommit commit, CancellationToken cancel)
    {
        Decisions.Check(commit);
        var decision = await keys.SealAsync(commit.Tenant, Lookup.What, commit.MessageId, commit.DecisionJson, cancel);
        var groups = await NewGroup.SealAsync(commit, keys, cancel);
        var effects = await NewEffect.SealAsync(commit.Effects, keys, cancel);
        return await writer.RunAsync(connection => Decisions.Commit(connection, commit, decision, groups, effects, time.GetUtcNow()), cancel);
    }

    public async Task<EffectStatus?> ClaimEffectAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        (await writer.RunAsync(connection => Outbox.Claim(connection, owner, now, lease), cancel))?.ToStatus(keys);

    public async Task RecordAttemptAsync(AttemptCommit commit, CancellationToken cancel)
    {
        var followUps = await NewEffect.SealAsync(commit.FollowUps, keys, cancel);
        await writer.RunAsync(connection => Decisions.RecordAttempt(connection, commit, followUps, time.GetUtcNow()), cancel);
    }

    public Task<bool> RetryAsync(TenantId tenant, string messageId, DateTimeOffset now, CancellationToken cancel) =>
        writer.RunAsync(
            connection => Spool.Retry(connection, tenant, messageId, now) | Outbox.Retry(connection, tenant, messageId, now), cancel);

    public Task<IReadOnlyList<(TenantId Tenant, string MessageId, int Group)>> ExpiredHoldsAsync(
        DateTimeOffset now, int max, CancellationToken cancel) => Read(connection => Groups.Expired(connection, now, max), cancel);

    public Task<MessageRecord?> GetAsync(string messageId, CancellationToken cancel) =>
        Read(connection => _lookup.Get(connection, messageId), cancel);

    public Task<IReadOnlyList<MessageRecord>> FindAsync(MessageQuery query, CancellationToken cancel) =>
        Read(connection => _lookup.Find(connection, query), cancel);

    public Task<IReadOnlyList<RegisterEntry>> ReadRegisterAsync(TenantId tenant, long fromSequence, int max, CancellationToken cancel) =>
        Read(connection => RegisterRows.Read(connection, tenant, fromSequence, max), cancel);

    public Task AppendAsync(IReadOnlyList<RegisterEvent> events, CancellationToken cancel) =>
        writer.RunAsync(connection => RegisterRows.Append(connection, events), cancel);

    public async Task<int> SweepAsync(int max, CancellationToken cancel)
    {
        var swept = await writer.RunAsync(connection => BodyTable.DeleteObsolete(connection, max), cancel);
        // After the commit: a row without its file would look like damage, a file without its row is swept at the next start.
        foreach (var (tenant, id, _) in swept.Where(body => body.InFile))
            folder.TryDelete(tenant, id);
        return swept.Count;
    }

    public async Task ReclaimAsync(CancellationToken cancel)
    {
        await writer.RunAsync(connection => Leases.Void(connection, owner), cancel);
        await Task.Run(() => new Orphans(folder, new BodyRows(database)).Remove(cancel), cancel);
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => Read(Lookup.NextDue, cancel);

    private Task<T> Read<T>(Func<SqliteConnection, T> query, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var connection = database.OpenToRead();
        connection.Execute("BEGIN DEFERRED");
        try
        {
            return Task.FromResult(query(connection));
        }
        finally
        {
            connection.Execute("ROLLBACK");
        }
    }
}
