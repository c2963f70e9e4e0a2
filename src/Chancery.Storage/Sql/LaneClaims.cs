using System.Data.Common;
using Chancery.Engine.Ports;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Work of one tenant, or of one tenant for one next hop, that is taken in its order; lanes are served in turn.</summary>
/// <param name="Fresh">When the earliest that was never tried is due, in ticks; null if there is none.</param>
/// <param name="Again">The same of what was tried before.</param>
internal sealed record Lane(string Name, long? Fresh, long? Again)
{
    public long Earliest => Math.Min(Fresh ?? long.MaxValue, Again ?? long.MaxValue);
}

/// <summary>A part of a lane to be claimed.</summary>
internal readonly record struct LanePart(string Lane, int Again, int Max);

/// <summary>A table whose rows are claimed in lanes.</summary>
internal sealed record LaneTable(string Name, string Lane, string State)
{
    public static LaneTable Messages { get; } = new("messages", "tenant", "received");

    public static LaneTable Effects { get; } = new("effects", "lane", "pending");
}

/// <summary>Claims that are fair: every lane in turn, however much waits in another.</summary>
internal static class LaneClaims
{
    /// <summary>By as much later what was tried before counts as due: new mail goes first, but not for ever.</summary>
    private static readonly long s_handicap = TimeSpan.FromMinutes(10).Ticks;

    /// <summary>All lanes in which something waits; from one to the next by the index, however much waits in between.</summary>
    public static IEnumerable<Lane> Due(DbConnection connection, LaneTable table)
    {
        var (name, lane, state) = table;
        return connection.Query<(string Name, long? Fresh, long? Again)>(
            $"""
            WITH RECURSIVE lanes(name) AS (
                SELECT min({lane}) FROM {name} WHERE state = '{state}'
                UNION ALL
                SELECT (SELECT min(t.{lane}) FROM {name} t WHERE t.state = '{state}' AND t.{lane} > lanes.name) FROM lanes WHERE lanes.name IS NOT NULL)
            SELECT lanes.name,
                (SELECT min(t.claimable) FROM {name} t WHERE t.state = '{state}' AND t.{lane} = lanes.name AND t.again = 0),
                (SELECT min(t.claimable) FROM {name} t WHERE t.state = '{state}' AND t.{lane} = lanes.name AND t.again = 1)
            FROM lanes WHERE lanes.name IS NOT NULL
            """).Select(row => new Lane(row.Name, row.Fresh, row.Again)).Where(waits => waits.Earliest < long.MaxValue);
    }

    /// <summary>Leases a part of a lane.</summary>
    public static string Sql(LaneTable table, string fields, Dialect dialect) =>
        $"""
        WITH picked(of_tenant, of_id) AS MATERIALIZED (
            SELECT tenant, id FROM {table.Name} WHERE state = '{table.State}' AND {table.Lane} = @lane AND again = @again AND claimable <= @now
            ORDER BY claimable LIMIT @max {dialect.SkipLocked})
        UPDATE {table.Name} SET claimable = @until, lease_owner = @owner, claims = claims + 1
        FROM picked WHERE tenant = of_tenant AND id = of_id
        RETURNING {fields}
        """;

    public static object Parameters(Claim claim, string owner, LanePart part) => new
    {
        owner,
        now = claim.Now.UtcTicks,
        until = (claim.Now + claim.Lease).UtcTicks,
        lane = part.Lane,
        again = part.Again,
        max = part.Max,
    };

    /// <summary>Deals out at most so many pieces, the same share to every lane as long as it has some.</summary>
    /// <param name="roomOf">As many as a lane may get now.</param>
    public static IReadOnlyList<T> Take<T>(
        IEnumerable<Lane> lanes, Turns turns, DateTimeOffset now, int max, Func<Lane, int> roomOf, Func<LanePart, IEnumerable<T>> claim)
    {
        var order = turns.Order(lanes).Where(lane => lane.Earliest <= now.UtcTicks).ToList();
        var taken = new List<T>();
        while (order.Count > 0 && taken.Count < max)
        {
            var share = Math.Max(1, (max - taken.Count) / order.Count);
            foreach (var lane in order.ToList())
            {
                var wanted = Math.Min(Math.Min(share, max - taken.Count), roomOf(lane));
                var before = taken.Count;
                foreach (var again in Sides(lane, now.UtcTicks).TakeWhile(_ => wanted - (taken.Count - before) > 0))
                    taken.AddRange(claim(new LanePart(lane.Name, again, wanted - (taken.Count - before))));
                if (taken.Count > before)
                    turns.Took(lane);
                if (taken.Count - before < wanted || wanted <= 0)
                    order.Remove(lane);
                if (taken.Count >= max)
                    break;
            }
        }

        return taken;
    }

    /// <summary>New and repeated work of a lane that is due, in the order in which they are to be served.</summary>
    private static IEnumerable<int> Sides(Lane lane, long now)
    {
        var (fresh, again) = (lane.Fresh <= now, lane.Again <= now);
        var freshFirst = fresh && (!again || lane.Fresh <= lane.Again + s_handicap);
        return (fresh, again, freshFirst) switch
        {
            (true, true, true) => [0, 1],
            (true, true, false) => [1, 0],
            (true, false, _) => [0],
            (false, true, _) => [1],
            _ => [],
        };
    }
}
