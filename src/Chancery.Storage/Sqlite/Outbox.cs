using Chancery.Engine.Outbox;
using Chancery.Policy;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Effects: entered, claimed, made due, ended.</summary>
internal static class Outbox
{
    private const string RequiredFailed = "required step failed";

    /// <summary>Enters effects, due at once unless they require others.</summary>
    /// <param name="again">An effect that is there already stays as it is; else it is an error.</param>
    public static void Insert(SqliteConnection connection, IReadOnlyList<NewEffect> effects, bool again, DateTimeOffset now)
    {
        var added = effects.Where(effect => InsertRow(connection, effect, now)).ToList();
        if (!again && added.Count < effects.Count)
            throw new InvalidOperationException("an effect with this id is in the outbox already");
        foreach (var (effect, _) in added)
        {
            var tenant = effect.Tenant.ToString();
            connection.Execute(
                "INSERT INTO effect_recipients VALUES ($tenant, $Id, $i, $address, 'pending', NULL)",
                effect.Mail.Recipients.Select((address, i) => new { tenant, effect.Id, i, address }));
            connection.Execute(
                "INSERT INTO effect_requires VALUES ($tenant, $Id, $i, $required)",
                effect.Requires.Select((required, i) => new { tenant, effect.Id, i, required }));
        }
    }

    public static EffectRow? Claim(SqliteConnection connection, string owner, DateTimeOffset now, TimeSpan lease) =>
        connection.QueryFirstOrDefault<EffectRow>(
            $"""
            UPDATE effects SET claimable = $until, lease_owner = $owner
            WHERE rowid = (SELECT e.rowid FROM effects e JOIN messages m ON m.tenant = e.tenant AND m.id = e.message_id
                WHERE e.state = 'pending' AND e.claimable <= $now AND m.state = 'decided' ORDER BY e.claimable LIMIT 1)
            RETURNING {EffectRow.Fields}
            """,
            new { owner, now = now.UtcTicks, until = (now + lease).UtcTicks })?.Complete(connection);

    /// <summary>Writes what an attempt brought and when the next one is due; a recipient that is final stays as it is.</summary>
    public static void RecordAttempt(
        SqliteConnection connection, TenantId tenant, string effectId, IReadOnlyList<EffectRecipient> recipients, DateTimeOffset nextAttempt)
    {
        connection.Execute(
            """
            UPDATE effect_recipients SET state = $State, reply = $Reply
            WHERE tenant = $Tenant AND effect_id = $Id AND state = 'pending' AND lower(address) = lower($Address)
            """,
            recipients.Select(r => new { Tenant = tenant.ToString(), Id = effectId, State = Columns.Of(r.State), r.Reply, r.Address }));
        connection.Execute(
            """
            UPDATE effects SET attempts = attempts + 1, due = $next, claimable = $next, lease_owner = NULL
            WHERE tenant = $tenant AND id = $effectId AND state = 'pending'
            """,
            new { tenant = tenant.ToString(), effectId, next = nextAttempt.UtcTicks });
    }

    /// <summary>Ends effects without a pending recipient, fails what required a failed one, and makes due what required done ones.</summary>
    public static void Settle(SqliteConnection connection, TenantId tenant, string messageId, DateTimeOffset now)
    {
        var key = new { tenant = tenant.ToString(), messageId, now = now.UtcTicks, reply = RequiredFailed };
        do
        {
            connection.Execute(
                """
                UPDATE effects AS e SET due = NULL, claimable = NULL, lease_owner = NULL, state = CASE WHEN EXISTS (
                    SELECT 1 FROM effect_recipients r WHERE r.tenant = e.tenant AND r.effect_id = e.id AND r.state = 'failed')
                    THEN 'failed' ELSE 'done' END
                WHERE e.tenant = $tenant AND e.message_id = $messageId AND e.state = 'pending' AND NOT EXISTS (
                    SELECT 1 FROM effect_recipients r WHERE r.tenant = e.tenant AND r.effect_id = e.id AND r.state = 'pending')
                """,
                key);
        }
        while (FailDependents() > 0);

        connection.Execute(
            """
            UPDATE effects AS e SET due = $now, claimable = $now
            WHERE e.tenant = $tenant AND e.message_id = $messageId AND e.state = 'pending' AND e.claimable IS NULL AND NOT EXISTS (
                SELECT 1 FROM effect_requires q JOIN effects o ON o.tenant = q.tenant AND o.id = q.required
                WHERE q.tenant = e.tenant AND q.effect_id = e.id AND o.state <> 'done')
            """,
            key);

        int FailDependents() => connection.Execute(
            """
            UPDATE effect_recipients SET state = 'failed', reply = $reply
            WHERE tenant = $tenant AND state = 'pending' AND effect_id IN (
                SELECT e.id FROM effects e JOIN effect_requires q ON q.tenant = e.tenant AND q.effect_id = e.id
                    JOIN effects o ON o.tenant = q.tenant AND o.id = q.required
                WHERE e.tenant = $tenant AND e.message_id = $messageId AND e.state = 'pending' AND o.state = 'failed')
            """,
            key);
    }

    /// <summary>Nothing of a replaced group is handed over any more.</summary>
    public static void Withdraw(SqliteConnection connection, TenantId tenant, string messageId, int group) =>
        connection.Execute(
            """
            UPDATE effect_recipients SET state = 'failed', reply = 'replaced by a later decision'
            WHERE tenant = $tenant AND state = 'pending' AND effect_id IN (SELECT id FROM effects
                WHERE tenant = $tenant AND message_id = $messageId AND group_number = $group AND kind <> 'notice' AND state = 'pending')
            """,
            new { tenant = tenant.ToString(), messageId, group });

    /// <summary>Effects that wait for their next attempt; not those at work, nor those that wait for another.</summary>
    public static bool Retry(SqliteConnection connection, TenantId tenant, string messageId, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE effects SET due = $now, claimable = $now, lease_owner = NULL
            WHERE tenant = $tenant AND message_id = $messageId AND state = 'pending' AND claimable IS NOT NULL
                AND (lease_owner IS NULL OR claimable <= $now)
            """,
            new { tenant = tenant.ToString(), messageId, now = now.UtcTicks }) > 0;

    public static string? MessageOf(SqliteConnection connection, TenantId tenant, string effectId) =>
        connection.ExecuteScalar<string?>(
            "SELECT message_id FROM effects WHERE tenant = $tenant AND id = $effectId", new { tenant = tenant.ToString(), effectId });

    public static IReadOnlyList<EffectRow> Of(SqliteConnection connection, TenantId tenant, string messageId) =>
        [
            .. connection.Query<EffectRow>(
                $"SELECT {EffectRow.Fields} FROM effects WHERE tenant = $tenant AND message_id = $messageId ORDER BY group_number, rowid",
                new { tenant = tenant.ToString(), messageId }).Select(row => row.Complete(connection)),
        ];

    private static bool InsertRow(SqliteConnection connection, NewEffect added, DateTimeOffset now)
    {
        var (effect, view) = added;
        var mail = effect.Mail;
        return connection.Execute(
            """
            INSERT INTO effects (tenant, id, message_id, group_number, kind, state, attempts, created, due, claimable, reverse_path,
                body_id, body_length, body_sha256, view, size, eight_bit, smtp_utf8, next_hop, minimum_tls, request)
            VALUES ($Tenant, $Id, $MessageId, $Group, $Kind, 'pending', 0, $now, $due, $due, $ReversePath,
                $BodyId, $BodyLength, $BodySha256, $view, $Size, $EightBit, $SmtpUtf8, $NextHop, $MinimumTls, $Request)
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
                due = effect.Requires.Count == 0 ? now.UtcTicks : (long?)null,
                mail.ReversePath,
                BodyId = mail.Body.Id,
                BodyLength = mail.Body.Length,
                BodySha256 = mail.Body.Sha256,
                view,
                mail.Size,
                mail.EightBit,
                mail.SmtpUtf8,
                mail.NextHop,
                MinimumTls = Columns.Of(mail.MinimumTls),
                Request = RequestColumn.Of(mail.Request),
            }) == 1;
    }
}
