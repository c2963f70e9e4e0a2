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

    /// <summary>What was to wait by a clock that was ahead waits as long as it was meant to; leases of other nodes are by their clocks.</summary>
    public static void BringForward(DbConnection connection, string owner, TimeSpan by, DateTimeOffset now)
    {
        foreach (var table in (LaneTable[])[LaneTable.Messages, LaneTable.Effects])
            connection.Execute(
                $"""
                UPDATE {table.Name} SET
                    due = CASE WHEN due > @now THEN CASE WHEN due - @by > @now THEN due - @by ELSE @now END ELSE due END,
                    claimable = CASE WHEN claimable - @by > @now THEN claimable - @by ELSE @now END
                WHERE state = '{table.State}' AND claimable > @now AND (lease_owner IS NULL OR lease_owner = @owner)
                """,
                new { owner, by = by.Ticks, now = now.UtcTicks });
    }
}
