using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Storage.Secrets;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Groups of recipients and where their copy stands.</summary>
internal static class Groups
{
    public static void Insert(DbConnection connection, TenantId tenant, string messageId, IReadOnlyList<NewGroup> groups)
    {
        foreach (var (group, plan) in groups)
        {
            connection.Execute(
                """
                INSERT INTO message_groups (tenant, message_id, number, state, recipients, hidden, plan, reason, expires)
                VALUES (@Tenant, @MessageId, @Number, @State, @Recipients, @Hidden, @plan, @Reason, @Expires)
                """,
                new
                {
                    Tenant = tenant.ToString(),
                    MessageId = messageId,
                    group.Number,
                    State = Columns.Of(group.State),
                    Recipients = Columns.Json(group.Recipients),
                    Hidden = Columns.Of(group.Hidden),
                    plan,
                    group.Reason,
                    Expires = group.ExpiresAt?.UtcTicks,
                });
            connection.Execute(
                "INSERT INTO group_rules VALUES (@Tenant, @MessageId, @Number, @Ordinal, @Id, @Certainty)",
                group.Rules.Select((rule, i) => new
                {
                    Tenant = tenant.ToString(),
                    MessageId = messageId,
                    group.Number,
                    Ordinal = i,
                    rule.Id,
                    Certainty = Names.Of(rule.Certainty),
                }));
        }
    }

    /// <summary>True if another decision has taken a number of these in the meantime.</summary>
    public static bool AnyTaken(DbConnection connection, TenantId tenant, string messageId, IEnumerable<MessageGroup> groups) =>
        groups.Any(group => connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM message_groups WHERE tenant = @tenant AND message_id = @messageId AND number = @Number)",
            new { tenant = tenant.ToString(), messageId, group.Number }));

    /// <summary>Ends a group that is not final yet; false if it is, or if there is none.</summary>
    public static bool Replace(DbConnection connection, TenantId tenant, string messageId, int number, GroupState becomes, string? reason) =>
        connection.Execute(
            """
            UPDATE message_groups SET state = @state, reason = coalesce(@reason, reason), expires = NULL
            WHERE tenant = @tenant AND message_id = @messageId AND number = @number AND state IN ('delivering', 'held', 'quarantined')
            """,
            new { tenant = tenant.ToString(), messageId, number, state = Columns.Of(becomes), reason }) == 1;

    /// <summary>Holds a group that is on its way.</summary>
    public static void Hold(DbConnection connection, TenantId tenant, string messageId, GroupHold hold) =>
        connection.Execute(
            """
            UPDATE message_groups SET state = 'held', reason = @Reason, expires = @expires
            WHERE tenant = @tenant AND message_id = @messageId AND number = @Group AND state = 'delivering'
            """,
            new { tenant = tenant.ToString(), messageId, hold.Group, hold.Reason, expires = hold.ExpiresAt.UtcTicks });

    /// <summary>Groups whose effects are all final become delivered, or failed with the first failure as the reason. Notices do not count.</summary>
    public static void FinishDelivered(DbConnection connection, TenantId tenant, string messageId)
    {
        var key = new { tenant = tenant.ToString(), messageId };
        var open = connection.Query<long>(
            "SELECT number FROM message_groups WHERE tenant = @tenant AND message_id = @messageId AND state = 'delivering'", key).AsList();
        if (open.Count == 0)
            return;
        var effects = connection.Query<(string Id, long Group, string State)>(
            "SELECT id, group_number, state FROM effects WHERE tenant = @tenant AND message_id = @messageId AND kind <> 'notice'", key)
            .ToLookup(effect => effect.Group);
        foreach (var number in open)
        {
            if (!effects.Contains(number) || effects[number].Any(effect => effect.State == "pending"))
                continue;
            var failed = effects[number].Where(effect => effect.State == "failed").Select(effect => effect.Id).Order(StringComparer.Ordinal).ToList();
            connection.Execute(
                """
                UPDATE message_groups SET state = @state, reason = @reason
                WHERE tenant = @tenant AND message_id = @messageId AND number = @number AND state = 'delivering'
                """,
                new
                {
                    key.tenant,
                    messageId,
                    number,
                    state = Columns.Of(failed.Count > 0 ? GroupState.Failed : GroupState.Delivered),
                    reason = failed.Select(id => FailureOf(connection, key.tenant, id)).FirstOrDefault(reply => reply is not null),
                });
        }
    }

    private static string? FailureOf(DbConnection connection, string tenant, string effectId) =>
        connection.ExecuteScalar<string?>(
            "SELECT reply FROM effect_recipients WHERE tenant = @tenant AND effect_id = @effectId AND state = 'failed' ORDER BY ordinal LIMIT 1",
            new { tenant, effectId });

    public static IReadOnlyList<(TenantId Tenant, string MessageId, int Group)> Expired(DbConnection connection, DateTimeOffset now, int max) =>
        [
            .. connection.Query<(string Tenant, string MessageId, long Number)>(
                """
                SELECT tenant, message_id, number FROM message_groups WHERE state = 'held' AND expires <= @now ORDER BY expires LIMIT @max
                """,
                new { now = now.UtcTicks, max }).Select(row => (new TenantId(row.Tenant), row.MessageId, (int)row.Number)),
        ];

    public static IReadOnlyList<MessageGroup> Of(DbConnection connection, TenantKeys keys, TenantId tenant, string messageId)
    {
        var key = new { tenant = tenant.ToString(), messageId };
        var rules = connection.Query<(long Number, string Rule, string Certainty)>(
            """
            SELECT group_number, rule, certainty FROM group_rules WHERE tenant = @tenant AND message_id = @messageId ORDER BY group_number, ordinal
            """,
            key).ToLookup(row => row.Number, row => new RuleHit(row.Rule, Columns.Certainty(row.Certainty)));
        return
        [
            .. connection.Query<Row>(
                """
                SELECT number, state, recipients, hidden, plan, reason, expires FROM message_groups
                WHERE tenant = @tenant AND message_id = @messageId ORDER BY number
                """,
                key).Select(row => row.ToGroup(NewGroup.OpenPlan(keys, tenant, messageId, row.Number, row.Plan), [.. rules[row.Number]])),
        ];
    }

    private sealed class Row
    {
        public long Number { get; init; }

        public string State { get; init; } = "";

        public string Recipients { get; init; } = "";

        public bool Hidden { get; init; }

        public byte[] Plan { get; init; } = [];

        public string? Reason { get; init; }

        public long? Expires { get; init; }

        public MessageGroup ToGroup(Plan plan, IReadOnlyList<RuleHit> rules) =>
            new((int)Number, Columns.List(Recipients), Hidden, plan, rules, Columns.Parse<GroupState>(State))
            {
                Reason = Reason,
                ExpiresAt = Columns.Time(Expires),
            };
    }
}
