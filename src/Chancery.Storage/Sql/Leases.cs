using System.Data.Common;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Work in flight, by node.</summary>
internal static class Leases
{
    /// <summary>
    /// A process that has just started does not touch what was in work at two deaths before it has lived for a while, and longer
    /// for each more: what kills whoever touches it leaves time for other mail, and what only happened to be in work
    /// when somebody killed the process again and again is not taken for that.
    /// </summary>
    private static readonly long s_caution = TimeSpan.FromSeconds(15).Ticks;

    /// <summary>A node died: what it had claimed becomes due again, and the claim counts.</summary>
    public static void Void(DbConnection connection, string owner, DateTimeOffset now)
    {
        End(connection, owner, "claims");
        foreach (var table in Tables)
            connection.Execute(
                $"""
                UPDATE {table.Name} SET claimable = @now + @caution * (claims - 1)
                WHERE state = '{table.State}' AND claims > 1 AND lease_owner IS NULL AND claimable < @now + @caution * (claims - 1)
                """,
                new { now = now.UtcTicks, caution = s_caution });
    }

    /// <summary>A node ends in good order: what it had claimed becomes due as it was before.</summary>
    public static void GiveBack(DbConnection connection, string owner) => End(connection, owner, "claims - 1");

    private static LaneTable[] Tables { get; } = [LaneTable.Messages, LaneTable.Effects];

    private static void End(DbConnection connection, string owner, string claims)
    {
        foreach (var table in Tables)
            connection.Execute(
                $"UPDATE {table.Name} SET claimable = due, lease_owner = NULL, claims = {claims} WHERE state = '{table.State}' AND lease_owner = @owner",
                new { owner });
    }

    /// <summary>What was to wait by a clock that was ahead waits as long as it was meant to; leases of other nodes are by their clocks.</summary>
    public static void BringForward(DbConnection connection, string owner, TimeSpan by, DateTimeOffset now)
    {
        foreach (var table in Tables)
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
