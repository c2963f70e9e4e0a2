using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Secrets;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Reads messages with all that is stored about them, from one snapshot.</summary>
internal sealed class Lookup(TenantKeys keys, Dialect dialect)
{
    public const string What = "decision";

    public MessageRecord? Get(DbConnection connection, string messageId)
    {
        var row = connection.QueryFirstOrDefault<MessageRow>(
            $"SELECT {MessageRow.Fields} FROM messages WHERE id = @messageId", new { messageId });
        return row is null ? null : Complete(connection, row);
    }

    public IReadOnlyList<MessageRecord> Find(DbConnection connection, MessageQuery query) =>
        [
            .. connection.Query<MessageRow>(
                $"""
                SELECT {MessageRow.Fields} FROM messages AS m
                WHERE (@Tenant IS NULL OR m.tenant = @Tenant)
                    AND (@From IS NULL OR {dialect.PositionOf}(m.find_from, @From) > 0)
                    AND (@To IS NULL OR {dialect.PositionOf}(m.find_to, @To) > 0)
                    AND (@Since IS NULL OR m.received >= @Since)
                    AND (@MessageId IS NULL OR m.find_message_id = @MessageId)
                    AND (@Rule IS NULL OR EXISTS (SELECT 1 FROM group_rules r WHERE r.tenant = m.tenant AND r.message_id = m.id
                        AND (r.rule = @Rule OR substr(r.rule, length(r.rule) - length(@Rule)) = '/' || @Rule)))
                    AND (NOT @Waiting OR m.state <> 'done')
                ORDER BY m.received DESC, m.id DESC LIMIT @Max
                """,
                new
                {
                    Tenant = query.Tenant?.ToString(), From = query.From?.ToLowerInvariant(), To = query.To?.ToLowerInvariant(),
                    Since = query.Since?.UtcTicks, MessageId = Columns.Bare(query.MessageIdField), query.Rule, query.Waiting, query.Max,
                }).Select(row => Complete(connection, row)),
        ];

    /// <summary>The earliest time at which a claim can have an answer.</summary>
    public static DateTimeOffset? NextDue(DbConnection connection) =>
        Columns.Time(LaneClaims.Due(connection, LaneTable.Messages).Select(lane => (long?)lane.Earliest).Append(Outbox.NextDue(connection)).Min());

    public static Backlog Backlog(DbConnection connection, int most)
    {
        return new Backlog(Count(LaneTable.Messages), Count(LaneTable.Effects));

        int Count(LaneTable table) => connection.ExecuteScalar<int>(
            $"SELECT count(*) FROM (SELECT 1 FROM {table.Name} WHERE state = '{table.State}' LIMIT @most) AS waiting", new { most });
    }

    private MessageRecord Complete(DbConnection connection, MessageRow row)
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
