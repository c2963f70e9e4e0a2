using Npgsql;

namespace Chancery.Storage;

/// <summary>A connection to PostgreSQL as keywords and values.</summary>
public static class PostgresConnection
{
    /// <summary>What is wrong with it, without repeating it; null if it can be tried.</summary>
    public static string? Problem(string connection)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            return parts.Host is null or "" ? "Host is missing" : parts.Database is null or "" ? "Database is missing" : parts.Username is null or "" ? "Username is missing" : null;
        }
        catch (ArgumentException unknown)
        {
            return unknown.Message.Split('\n')[0].Contains("not supported", StringComparison.Ordinal) ? $"the keyword \"{unknown.ParamName}\" is unknown" : "a value is not understood";
        }
    }

    /// <summary>Where it leads, for people: no user, no secret.</summary>
    public static string Target(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
