using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Secrets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Reads messages with all that is stored about them, from one snapshot.</summary>
internal sealed class Lookup(TenantKeys keys)
{
    public const string What = "decision";

    public MessageRecord? Get(SqliteConnection connection, string messageId)
    {
        var row = connection.QueryFirstOrDefault<MessageRow>(
            $"SELECT {MessageRow.Fields} FROM messages WHERE id = $messageId", new { messageId });
        return row is null ? null : Complete(connection, row);
    }

    public IReadOnlyList<MessageRecord> Find(SqliteConnection connection, MessageQuery query) =>
        [
            .. connection.Query<MessageRow>(
                $"""
                SELECT {MessageRow.Fields} FROM messages AS m
                WHERE ($Tenant IS NULL OR m.tenant = $Tenant)
                    AND ($From IS NULL OR instr(m.find_from, $From) > 0)
                    AND ($To IS NULL OR instr(m.find_to, $To) > 0)
                    AND ($Since IS NULL OR m.received >= $Since)
                    AND ($MessageId IS NULL OR m.find_message_id = $MessageId)
                    AND ($Rule IS NULL OR EXISTS (SELECT 1 FROM group_rules r WHERE r.tenant = m.tenant AND r.message_id = m.id
                        AND (r.rule = $Rule OR substr(r.rule, -length($Rule) - 1) = '/' || $Rule)))
                    AND (NOT $Waiting OR m.state <> 'done')
                ORDER BY m.received DESC, m.id DESC LIMIT $Max
                """,
                new
                {
                    Tenant = query.Tenant?.ToString(), From = query.From?.ToLowerInvariant(), To = query.To?.ToLowerInvariant(),
                    Since = query.Since?.UtcTicks, MessageId = Columns.Bare(query.MessageIdField), query.Rule, query.Waiting, query.Max,
                }).Select(row => Complete(connection, row)),
        ];

    /// <summary>The earliest time at which a claim can have an answer.</summary>
    public static DateTimeOffset? NextDue(SqliteConnection connection) =>
        Columns.Time(connection.ExecuteScalar<long?>(
            """
            SELECT min(claimable) FROM (
                SELECT min(claimable) AS claimable FROM messages WHERE state = 'received'
                UNION ALL
                SELECT min(e.claimable) FROM effects e JOIN messages m ON m.tenant = e.tenant AND m.id = e.message_id
                    WHERE e.state = 'pending' AND m.state = 'decided')
            """));

    private MessageRecord Complete(SqliteConnection connection, MessageRow row)
    {
        var message = row.ToMessage();
        var (tenant, id) = (message.Tenant, message.Id);
        return new MessageRecord(
            message, Columns.Parse<MessageState>(row.State), row.Note, Columns.Time(row.Due),
            row.Decision is null ? null : keys.OpenText(tenant, What, id, row.Decision),
            Groups.Of(connection, keys, tenant, id), [.. Outbox.Of(connection, tenant, id).Select(effect => effect.ToStatus(keys))],
            RegisterRows.OfMessage(connection, tenant, id));
    }
}
