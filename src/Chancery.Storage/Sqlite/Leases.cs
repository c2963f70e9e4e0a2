using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Work in flight, by node.</summary>
internal static class Leases
{
    /// <summary>What a node had claimed becomes due as it was before.</summary>
    public static void Void(SqliteConnection connection, string owner) =>
        connection.Execute(
            """
            UPDATE messages SET claimable = due, lease_owner = NULL WHERE state = 'received' AND lease_owner = $owner;
            UPDATE effects SET claimable = due, lease_owner = NULL WHERE state = 'pending' AND lease_owner = $owner
            """,
            new { owner });
}
