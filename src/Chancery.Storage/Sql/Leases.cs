using System.Data.Common;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Work in flight, by node.</summary>
internal static class Leases
{
    /// <summary>What a node had claimed becomes due as it was before.</summary>
    /// <param name="uncounted">It was given back in good order: nobody died over it.</param>
    public static void Void(DbConnection connection, string owner, bool uncounted)
    {
        var claims = uncounted ? "claims - 1" : "claims";
        connection.Execute(
            $"""
            UPDATE messages SET claimable = due, lease_owner = NULL, claims = {claims} WHERE state = 'received' AND lease_owner = @owner;
            UPDATE effects SET claimable = due, lease_owner = NULL, claims = {claims} WHERE state = 'pending' AND lease_owner = @owner
            """,
            new { owner });
    }
}
