using System.Data.Common;
using Chancery.Engine.Ports;
using Dapper;

namespace Chancery.Storage.Sql;

/// <summary>Next hops to which nothing is handed over for now.</summary>
internal static class Pauses
{
    private const string All = "*";

    public static IReadOnlyList<Pause> Of(DbConnection connection) =>
        [
            .. connection.Query<(string NextHop, long Since, string By)>("SELECT next_hop, since, paused_by FROM paused_hops ORDER BY next_hop")
                .Select(row => new Pause(row.NextHop == All ? null : row.NextHop, Columns.Time(row.Since), row.By)),
        ];

    public static bool Enter(DbConnection connection, Pause pause) =>
        connection.Execute(
            "INSERT INTO paused_hops VALUES (@hop, @since, @By) ON CONFLICT DO NOTHING",
            new { hop = pause.NextHop ?? All, since = pause.Since.UtcTicks, pause.By }) > 0;

    public static bool End(DbConnection connection, string? nextHop) =>
        connection.Execute("DELETE FROM paused_hops WHERE @nextHop IS NULL OR next_hop = @nextHop", new { nextHop }) > 0;
}
