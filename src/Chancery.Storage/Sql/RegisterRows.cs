using System.Data.Common;
using Chancery.Engine.Register;
using Chancery.Policy;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>The register's rows: each chained to the last of its tenant inside the transaction that enters it.</summary>
internal static class RegisterRows
{
    private const string Fields = "tenant, sequence, time, kind, message_id AS MessageId, data, previous, hash";

    public static void Append(DbConnection connection, IReadOnlyList<RegisterEvent> events)
    {
        foreach (var entry in events)
        {
            var tenant = entry.Tenant.ToString();
            var last = connection.QueryFirstOrDefault<LastRow>(
                "SELECT sequence, hash FROM register WHERE tenant = @tenant ORDER BY sequence DESC LIMIT 1", new { tenant });
            var added = RegisterChain.Append((last?.Sequence ?? 0) + 1, entry, last?.Hash ?? RegisterChain.Genesis);
            connection.Execute(
                "INSERT INTO register VALUES (@tenant, @sequence, @time, @kind, @messageId, @data, @previous, @hash)",
                new
                {
                    tenant,
                    sequence = added.Sequence,
                    time = entry.Time.UtcTicks,
                    kind = entry.Kind,
                    messageId = entry.MessageId,
                    data = entry.Data,
                    previous = added.Previous,
                    hash = added.Hash,
                });
        }
    }

    public static IReadOnlyList<RegisterEntry> Read(DbConnection connection, TenantId tenant, long fromSequence, int max) =>
        [
            .. connection.Query<Row>(
                $"SELECT {Fields} FROM register WHERE tenant = @tenant AND sequence >= @fromSequence ORDER BY sequence LIMIT @max",
                new { tenant = tenant.ToString(), fromSequence, max }).Select(row => row.ToEntry()),
        ];

    public static IReadOnlyList<RegisterEntry> OfMessage(DbConnection connection, TenantId tenant, string messageId) =>
        [
            .. connection.Query<Row>(
                $"SELECT {Fields} FROM register WHERE tenant = @tenant AND message_id = @messageId ORDER BY sequence",
                new { tenant = tenant.ToString(), messageId }).Select(row => row.ToEntry()),
        ];

    private sealed class LastRow
    {
        public long Sequence { get; init; }

        public string Hash { get; init; } = "";
    }

    private sealed class Row
    {
        public string Tenant { get; init; } = "";

        public long Sequence { get; init; }

        public long Time { get; init; }

        public string Kind { get; init; } = "";

        public string? MessageId { get; init; }

        public string Data { get; init; } = "";

        public string Previous { get; init; } = "";

        public string Hash { get; init; } = "";

        public RegisterEntry ToEntry() =>
            new(Sequence, new RegisterEvent(new TenantId(Tenant), Columns.Time(Time), Kind, MessageId, Data), Previous, Hash);
    }
}
