using System.Data.Common;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Rows of bodies: which message needs them, and the sealed bytes of small ones.</summary>
internal static class BodyTable
{
    public static void Insert(DbConnection connection, TenantId tenant, string messageId, IEnumerable<SealedBlob> blobs) =>
        connection.Execute(
            "INSERT INTO bodies (tenant, id, message_id, sealed) VALUES (@Tenant, @Id, @MessageId, @Sealed)",
            blobs.Select(blob => new { Tenant = tenant.ToString(), blob.Blob.Id, MessageId = messageId, Sealed = blob.Inline?.ToArray() }));

    public static bool Exists(DbConnection connection, TenantId tenant, string id) =>
        connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM bodies WHERE tenant = @tenant AND id = @id)", new { tenant = tenant.ToString(), id });

    /// <summary>Bodies in files that somebody waits for, by tenant and id.</summary>
    public static IReadOnlyList<BodyInFlight> InFlight(DbConnection connection, BodyInFlight? after, int max) =>
        [
            .. connection.Query<(string Tenant, string Id, string MessageId, long Length, string Sha256)>(
                """
                SELECT b.tenant, b.id, b.message_id, coalesce(m.body_length, e.body_length), coalesce(m.body_sha256, e.body_sha256)
                FROM bodies b
                    LEFT JOIN messages m ON m.tenant = b.tenant AND m.id = b.message_id AND m.body_id = b.id
                    LEFT JOIN effects e ON m.id IS NULL AND e.tenant = b.tenant AND e.message_id = b.message_id AND e.body_id = b.id
                WHERE b.sealed IS NULL AND b.obsolete = 0 AND (b.tenant, b.id) > (@tenant, @id) AND coalesce(m.body_length, e.body_length) IS NOT NULL
                ORDER BY b.tenant, b.id LIMIT @max
                """,
                new { tenant = after?.Tenant.ToString() ?? "", id = after?.Blob.Id ?? "", max })
                .Select(row => new BodyInFlight(new TenantId(row.Tenant), row.MessageId, new BlobRef(row.Id, row.Length, row.Sha256))),
        ];

    /// <summary>Nothing of the message is to be delivered any more: what is in rows goes at once, what is in files after the commit.</summary>
    /// <param name="keep">A backup is being written.</param>
    public static void Release(DbConnection connection, TenantId tenant, string messageId, bool keep)
    {
        var key = new { tenant = tenant.ToString(), messageId };
        if (!keep)
            connection.Execute("DELETE FROM bodies WHERE tenant = @tenant AND message_id = @messageId AND sealed IS NOT NULL", key);
        connection.Execute("UPDATE bodies SET obsolete = 1 WHERE tenant = @tenant AND message_id = @messageId", key);
    }

    /// <summary>Deletes rows that nothing needs; the files of those that have one are to be removed after the commit.</summary>
    public static IReadOnlyList<(TenantId Tenant, string Id, bool InFile)> DeleteObsolete(DbConnection connection, Dialect dialect, int max) =>
        [
            .. connection.Query<(string Tenant, string Id, long InFile)>(
                $"""
                DELETE FROM bodies WHERE (tenant, id) IN (SELECT tenant, id FROM bodies WHERE obsolete = 1 LIMIT @max {dialect.SkipLocked})
                RETURNING tenant, id, CASE WHEN sealed IS NULL THEN 1 ELSE 0 END
                """,
                new { max }).Select(row => (new TenantId(row.Tenant), row.Id, row.InFile != 0)),
        ];
}
