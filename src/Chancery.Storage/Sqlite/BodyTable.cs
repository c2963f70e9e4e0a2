using Chancery.Engine.Ports;
using Chancery.Policy;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Rows of bodies: which message needs them, and the sealed bytes of small ones.</summary>
internal static class BodyTable
{
    public static void Insert(SqliteConnection connection, TenantId tenant, string messageId, IEnumerable<SealedBlob> blobs) =>
        connection.Execute(
            "INSERT INTO bodies (tenant, id, message_id, sealed) VALUES ($Tenant, $Id, $MessageId, $Sealed)",
            blobs.Select(blob => new { Tenant = tenant.ToString(), blob.Blob.Id, MessageId = messageId, Sealed = blob.Inline?.ToArray() }));

    public static bool Exists(SqliteConnection connection, TenantId tenant, string id) =>
        connection.ExecuteScalar<long>(
            "SELECT EXISTS (SELECT 1 FROM bodies WHERE tenant = $tenant AND id = $id)", new { tenant = tenant.ToString(), id }) != 0;

    /// <summary>Nothing of the message is to be delivered any more.</summary>
    public static void Release(SqliteConnection connection, TenantId tenant, string messageId) =>
        connection.Execute(
            "UPDATE bodies SET obsolete = 1 WHERE tenant = $tenant AND message_id = $messageId", new { tenant = tenant.ToString(), messageId });

    /// <summary>Deletes rows that nothing needs; the files of those that have one are to be removed after the commit.</summary>
    public static IReadOnlyList<(TenantId Tenant, string Id, bool InFile)> DeleteObsolete(SqliteConnection connection, int max) =>
        [
            .. connection.Query<(string Tenant, string Id, long InFile)>(
                """
                DELETE FROM bodies WHERE rowid IN (SELECT rowid FROM bodies WHERE obsolete = 1 LIMIT $max)
                RETURNING tenant, id, sealed IS NULL
                """,
                new { max }).Select(row => (new TenantId(row.Tenant), row.Id, row.InFile != 0)),
        ];
}
