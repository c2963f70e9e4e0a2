using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Backups;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Messages from their acceptance to their decision.</summary>
internal static class Spool
{
    /// <param name="lease">Null: due at once for whoever claims it.</param>
    public static void Insert(DbConnection connection, SpooledMessage message, NewLease? lease)
    {
        var (envelope, body) = (message.Envelope, message.Body);
        connection.Execute(
            """
            INSERT INTO messages (tenant, id, state, received, due, claimable, lease_owner, claims, session, reverse_path, recipients, eight_bit, smtp_utf8,
                body_id, body_length, body_sha256, header_message_id, header_from, find_from, find_to, find_message_id, request)
            VALUES (@Tenant, @Id, 'received', @Received, @Received, @Claimable, @Owner, @Claims, @Session, @ReversePath, @Recipients, @EightBit, @SmtpUtf8,
                @BodyId, @BodyLength, @BodySha256, @HeaderMessageId, @HeaderFrom, @FindFrom, @FindTo, @FindMessageId, @Request)
            """,
            new
            {
                Tenant = message.Tenant.ToString(),
                message.Id,
                Received = message.ReceivedAt.UtcTicks,
                Claimable = lease?.Until ?? message.ReceivedAt.UtcTicks,
                lease?.Owner,
                Claims = lease is null ? 0L : 1L,
                Session = Columns.Json(message.Session),
                envelope.ReversePath,
                Recipients = Columns.Json(envelope.Recipients),
                EightBit = Columns.Of(envelope.EightBit),
                SmtpUtf8 = Columns.Of(envelope.SmtpUtf8),
                BodyId = body.Id,
                BodyLength = body.Length,
                BodySha256 = body.Sha256,
                HeaderMessageId = Columns.Storable(message.HeaderMessageId),
                HeaderFrom = Columns.Storable(message.HeaderFrom),
                FindFrom = Columns.Folded([envelope.ReversePath, message.HeaderFrom ?? ""]),
                FindTo = Columns.Folded(envelope.Recipients),
                FindMessageId = Columns.Bare(message.HeaderMessageId),
                Request = RequestColumn.Of(envelope.Request),
            });
    }

    public static IReadOnlyList<MessageRow> Claim(DbConnection connection, Dialect dialect, Turns turns, string owner, Claim claim) =>
        LaneClaims.Take(
            LaneClaims.Due(connection, LaneTable.Messages), turns, claim.Now, claim.Max, _ => claim.Max,
            part => connection.Query<MessageRow>(LaneClaims.Sql(LaneTable.Messages, MessageRow.Fields, dialect), LaneClaims.Parameters(claim, owner, part))
                .OrderBy(row => row.Due).ThenBy(row => row.Id, StringComparer.Ordinal));

    public static void Postpone(DbConnection connection, TenantId tenant, string id, DateTimeOffset due, string reason) =>
        connection.Execute(
            """
            UPDATE messages SET due = @due, claimable = @due, lease_owner = NULL, again = 1, claims = 0, note = @reason
            WHERE tenant = @tenant AND id = @id AND state = 'received'
            """,
            new { tenant = tenant.ToString(), id, due = due.UtcTicks, reason });

    /// <summary>False if there is no such message, or it is over with it.</summary>
    public static bool MarkCorrupt(DbConnection connection, TenantId tenant, string id) =>
        connection.Execute(
            """
            UPDATE messages SET state = 'corrupt', due = NULL, claimable = NULL, lease_owner = NULL, note = 'the stored body is damaged'
            WHERE tenant = @tenant AND id = @id AND state IN ('received', 'decided')
            """,
            new { tenant = tenant.ToString(), id }) == 1;

    /// <summary>Takes the decision record; with <paramref name="first"/> only for a message that has none yet.</summary>
    /// <returns>The id of the message's body; null if it takes no decision.</returns>
    public static string? Decide(DbConnection connection, TenantId tenant, string id, byte[] decision, bool first)
    {
        var key = new { tenant = tenant.ToString(), id, decision, expected = first ? "received" : "decided" };
        return connection.Execute(
            """
            UPDATE messages SET state = 'decided', decision = @decision, due = NULL, claimable = NULL, lease_owner = NULL, note = NULL
            WHERE tenant = @tenant AND id = @id AND state = @expected
            """,
            key) == 1 ? connection.ExecuteScalar<string>("SELECT body_id FROM messages WHERE tenant = @tenant AND id = @id", new { key.tenant, id }) : null;
    }

    /// <summary>A decided message is done when its groups are final and nobody waits for a copy or a notice of it.</summary>
    public static void FinishIfDone(DbConnection connection, TenantId tenant, string id, DateTimeOffset now)
    {
        var done = connection.Execute(
            """
            UPDATE messages SET state = 'done' WHERE tenant = @tenant AND id = @id AND state = 'decided'
                AND NOT EXISTS (SELECT 1 FROM message_groups g WHERE g.tenant = @tenant AND g.message_id = @id
                    AND (g.state = 'delivering' OR g.state = 'held' OR g.state = 'quarantined'))
                AND NOT EXISTS (SELECT 1 FROM effects e WHERE e.tenant = @tenant AND e.message_id = @id AND e.state = 'pending')
            """,
            new { tenant = tenant.ToString(), id });
        if (done == 1)
            BodyTable.Release(connection, tenant, id, keep: BackupTime.IsNow(connection, now));
    }

    public static bool Retry(DbConnection connection, TenantId tenant, string id, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE messages SET due = @now, claimable = @now, lease_owner = NULL, again = 0, claims = 0
            WHERE tenant = @tenant AND id = @id AND state = 'received' AND (lease_owner IS NULL OR claimable <= @now)
            """,
            new { tenant = tenant.ToString(), id, now = now.UtcTicks }) > 0;
}
