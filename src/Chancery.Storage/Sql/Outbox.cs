using System.Data.Common;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Effects: entered, claimed, made due, ended.</summary>
internal static class Outbox
{
    private const string RequiredFailed = "required step failed";

    /// <summary>Enters effects, due at once unless they require others.</summary>
    /// <param name="again">An effect that is there already stays as it is; else it is an error.</param>
    public static void Insert(DbConnection connection, IReadOnlyList<NewEffect> effects, bool again, DateTimeOffset now)
    {
        var added = effects.Where(effect => InsertRow(connection, effect, now)).ToList();
        if (!again && added.Count < effects.Count)
            throw new InvalidOperationException("an effect with this id is in the outbox already");
        foreach (var (effect, _, _) in added)
        {
            var tenant = effect.Tenant.ToString();
            connection.Execute(
                "INSERT INTO effect_recipients VALUES (@tenant, @Id, @i, @address, 'pending', NULL)",
                effect.Mail.Recipients.Select((address, i) => new { tenant, effect.Id, i, address }));
            connection.Execute(
                "INSERT INTO effect_requires VALUES (@tenant, @Id, @i, @required)",
                effect.Requires.Select((required, i) => new { tenant, effect.Id, i, required }));
        }
    }

    /// <summary>Leases some of these as they are entered; none for a paused hop, nor one that requires another.</summary>
    public static IReadOnlyList<NewEffect> Leased(DbConnection connection, IReadOnlyList<NewEffect> effects, IReadOnlyCollection<string> ids, NewLease lease)
    {
        var pauses = Pauses.Of(connection);
        return
        [
            .. effects.Select(added => ids.Contains(added.Effect.Id) && added.Effect.Requires.Count == 0
                && !pauses.Any(pause => pause.NextHop is null || pause.NextHop == added.Effect.Mail.NextHop)
                    ? added with { Lease = lease }
                    : added),
        ];
    }

    public static IReadOnlyList<EffectRow> Claim(DbConnection connection, Dialect dialect, Turns turns, string owner, Claim claim)
    {
        var pauses = Pauses.Of(connection);
        if (pauses.Any(pause => pause.NextHop is null))
            return [];
        var paused = pauses.Select(pause => pause.NextHop!).ToHashSet(StringComparer.Ordinal);
        var room = new HopRoom(InWork(connection, owner, claim.Now), claim.PerHop);
        var lanes = LaneClaims.Due(connection, LaneTable.Effects).Where(lane => !paused.Contains(HopOf(lane.Name)));
        var rows = LaneClaims.Take(
            lanes, turns, claim.Now, claim.Max, lane => room.Of(HopOf(lane.Name)),
            part =>
            {
                var taken = connection.Query<EffectRow>(LaneClaims.Sql(LaneTable.Effects, EffectRow.Fields, dialect), LaneClaims.Parameters(claim, owner, part))
                    .OrderBy(row => row.Due).ThenBy(row => row.Id, StringComparer.Ordinal).ToList();
                room.Use(HopOf(part.Lane), taken.Count);
                return taken;
            });
        return [.. rows.Select(row => row.Complete(connection))];
    }

    /// <summary>When the next copy falls due that may be claimed.</summary>
    public static long? NextDue(DbConnection connection)
    {
        var pauses = Pauses.Of(connection);
        return pauses.Any(pause => pause.NextHop is null)
            ? null
            : LaneClaims.Due(connection, LaneTable.Effects).Where(lane => pauses.All(pause => pause.NextHop != HopOf(lane.Name))).Min(lane => (long?)lane.Earliest);
    }

    /// <summary>Effects that wait for their next attempt, for one next hop or for all; not those at work, nor those that wait for another.</summary>
    public static int Flush(DbConnection connection, string? nextHop, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE effects SET due = @now, claimable = @now, lease_owner = NULL, claims = 0
            WHERE state = 'pending' AND claimable IS NOT NULL AND due > @now AND (lease_owner IS NULL OR claimable <= @now)
                AND (@nextHop IS NULL OR next_hop = @nextHop)
            """,
            new { nextHop, now = now.UtcTicks });

    /// <summary>Nothing of a corrupt message goes out any more; its notices do.</summary>
    public static void Stop(DbConnection connection, TenantId tenant, string messageId) =>
        connection.Execute(
            """
            UPDATE effects SET due = NULL, claimable = NULL, lease_owner = NULL
            WHERE tenant = @tenant AND message_id = @messageId AND state = 'pending' AND kind <> 'notice'
            """,
            new { tenant = tenant.ToString(), messageId });

    /// <summary>Writes what an attempt brought, and when the next one is due if anybody still waits; a recipient that is final stays as it is.</summary>
    /// <returns>The effect's message; null if the tenant has no such effect.</returns>
    public static string? RecordAttempt(
        DbConnection connection, TenantId tenant, string effectId, IReadOnlyList<EffectRecipient> recipients, DateTimeOffset nextAttempt)
    {
        connection.Execute(
            """
            UPDATE effect_recipients SET state = @State, reply = @Reply
            WHERE tenant = @Tenant AND effect_id = @Id AND state = 'pending' AND lower(address) = lower(@Address)
            """,
            recipients.Select(r => new { Tenant = tenant.ToString(), Id = effectId, State = Columns.Of(r.State), r.Reply, r.Address }));
        var key = new { tenant = tenant.ToString(), effectId };
        var states = connection.Query<string>("SELECT state FROM effect_recipients WHERE tenant = @tenant AND effect_id = @effectId", key).AsList();
        var waits = states.Contains("pending");
        connection.Execute(
            """
            UPDATE effects SET attempts = attempts + 1, lease_owner = NULL, again = 1, claims = 0, due = @due, claimable = @due, state = @state
            WHERE tenant = @tenant AND id = @effectId AND state = 'pending'
            """,
            new
            {
                key.tenant,
                effectId,
                due = waits ? nextAttempt.UtcTicks : (long?)null,
                state = waits ? "pending" : states.Contains("failed") ? "failed" : "done",
            });
        return connection.ExecuteScalar<string?>("SELECT message_id FROM effects WHERE tenant = @tenant AND id = @effectId", key);
    }

    /// <summary>True if effects of the message require one another.</summary>
    public static bool AnyRequires(DbConnection connection, TenantId tenant, string messageId) =>
        connection.ExecuteScalar<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM effects e JOIN effect_requires q ON q.tenant = e.tenant AND q.effect_id = e.id
                WHERE e.tenant = @tenant AND e.message_id = @messageId)
            """,
            new { tenant = tenant.ToString(), messageId });

    /// <summary>Ends effects without a pending recipient, fails what required a failed one, and makes due what required done ones.</summary>
    public static void Settle(DbConnection connection, TenantId tenant, string messageId, DateTimeOffset now)
    {
        var key = new { tenant = tenant.ToString(), messageId, now = now.UtcTicks, reply = RequiredFailed };
        do
        {
            connection.Execute(
                """
                UPDATE effects AS e SET due = NULL, claimable = NULL, lease_owner = NULL, state = CASE WHEN EXISTS (
                    SELECT 1 FROM effect_recipients r WHERE r.tenant = e.tenant AND r.effect_id = e.id AND r.state = 'failed')
                    THEN 'failed' ELSE 'done' END
                WHERE e.tenant = @tenant AND e.message_id = @messageId AND e.state = 'pending' AND NOT EXISTS (
                    SELECT 1 FROM effect_recipients r WHERE r.tenant = e.tenant AND r.effect_id = e.id AND r.state = 'pending')
                """,
                key);
        }
        while (FailDependents() > 0);

        connection.Execute(
            """
            UPDATE effects AS e SET due = @now, claimable = @now
            WHERE e.tenant = @tenant AND e.message_id = @messageId AND e.state = 'pending' AND e.claimable IS NULL
                AND (e.kind = 'notice' OR EXISTS (SELECT 1 FROM messages m WHERE m.tenant = @tenant AND m.id = @messageId AND m.state = 'decided'))
                AND NOT EXISTS (SELECT 1 FROM effect_requires q JOIN effects o ON o.tenant = q.tenant AND o.id = q.required
                WHERE q.tenant = e.tenant AND q.effect_id = e.id AND o.state <> 'done')
            """,
            key);

        int FailDependents() => connection.Execute(
            """
            UPDATE effect_recipients SET state = 'failed', reply = @reply
            WHERE tenant = @tenant AND state = 'pending' AND effect_id IN (
                SELECT e.id FROM effects e JOIN effect_requires q ON q.tenant = e.tenant AND q.effect_id = e.id
                    JOIN effects o ON o.tenant = q.tenant AND o.id = q.required
                WHERE e.tenant = @tenant AND e.message_id = @messageId AND e.state = 'pending' AND o.state = 'failed')
            """,
            key);
    }

    /// <summary>Nothing of a replaced group is handed over any more.</summary>
    public static void Withdraw(DbConnection connection, TenantId tenant, string messageId, int group) =>
        connection.Execute(
            """
            UPDATE effect_recipients SET state = 'failed', reply = 'replaced by a later decision'
            WHERE tenant = @tenant AND state = 'pending' AND effect_id IN (SELECT id FROM effects
                WHERE tenant = @tenant AND message_id = @messageId AND group_number = @group AND kind <> 'notice' AND state = 'pending')
            """,
            new { tenant = tenant.ToString(), messageId, group });

    /// <summary>Effects that wait for their next attempt; not those at work, nor those that wait for another.</summary>
    public static bool Retry(DbConnection connection, TenantId tenant, string messageId, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE effects SET due = @now, claimable = @now, lease_owner = NULL, again = 0, claims = 0
            WHERE tenant = @tenant AND message_id = @messageId AND state = 'pending' AND claimable IS NOT NULL
                AND (lease_owner IS NULL OR claimable <= @now)
            """,
            new { tenant = tenant.ToString(), messageId, now = now.UtcTicks }) > 0;

    public static IReadOnlyList<EffectRow> Of(DbConnection connection, TenantId tenant, string messageId) =>
        [
            .. connection.Query<EffectRow>(
                $"SELECT {EffectRow.Fields} FROM effects WHERE tenant = @tenant AND message_id = @messageId ORDER BY group_number, created, length(id), id",
                new { tenant = tenant.ToString(), messageId }).Select(row => row.Complete(connection)),
        ];

    private static bool InsertRow(DbConnection connection, NewEffect added, DateTimeOffset now)
    {
        var (effect, view, lease) = added;
        var (mail, due) = (effect.Mail, effect.Requires.Count == 0 ? now.UtcTicks : (long?)null);
        return connection.Execute(
            """
            INSERT INTO effects (tenant, id, message_id, group_number, kind, state, attempts, created, due, claimable, lease_owner, claims, reverse_path,
                body_id, body_length, body_sha256, view, size, eight_bit, smtp_utf8, next_hop, minimum_tls, request, lane)
            VALUES (@Tenant, @Id, @MessageId, @Group, @Kind, 'pending', 0, @now, @due, @claimable, @Owner, @claims, @ReversePath,
                @BodyId, @BodyLength, @BodySha256, @view, @Size, @EightBit, @SmtpUtf8, @NextHop, @MinimumTls, @Request, @lane)
            ON CONFLICT DO NOTHING
            """,
            new
            {
                Tenant = effect.Tenant.ToString(),
                effect.Id,
                effect.MessageId,
                effect.Group,
                effect.Kind,
                now = now.UtcTicks,
                due,
                claimable = lease?.Until ?? due,
                lease?.Owner,
                claims = lease is null ? 0L : 1L,
                mail.ReversePath,
                BodyId = mail.Body.Id,
                BodyLength = mail.Body.Length,
                BodySha256 = mail.Body.Sha256,
                view,
                mail.Size,
                EightBit = Columns.Of(mail.EightBit),
                SmtpUtf8 = Columns.Of(mail.SmtpUtf8),
                mail.NextHop,
                MinimumTls = Columns.Of(mail.MinimumTls),
                Request = RequestColumn.Of(mail.Request),
                lane = LaneOf(effect.Tenant, mail.NextHop),
            }) == 1;
    }

    /// <summary>An id of a tenant has no space.</summary>
    private static string LaneOf(TenantId tenant, string nextHop) => $"{tenant} {nextHop}";

    private static string HopOf(string lane) => lane[(lane.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static Dictionary<string, int> InWork(DbConnection connection, string owner, DateTimeOffset now) =>
        connection.Query<(string NextHop, long Count)>(
            """
            SELECT next_hop, count(*) FROM effects WHERE lease_owner = @owner AND state = 'pending' AND claimable > @now GROUP BY next_hop
            """,
            new { owner, now = now.UtcTicks }).ToDictionary(row => row.NextHop, row => (int)row.Count, StringComparer.Ordinal);
}
