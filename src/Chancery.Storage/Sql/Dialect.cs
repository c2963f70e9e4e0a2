namespace Chancery.Storage.Sql;

/// <summary>The few words in which the engines' SQL differs.</summary>
/// <param name="SkipLocked">Ends a query for rows to be claimed, so that claimers of other processes do not wait for each other.</param>
/// <param name="PositionOf">The function that finds a text in a text: 0 if it is not there.</param>
internal sealed record Dialect(string SkipLocked, string PositionOf)
{
    public static Dialect Sqlite { get; } = new("", "instr");

    public static Dialect Postgres { get; } = new("FOR UPDATE SKIP LOCKED", "strpos");
}
