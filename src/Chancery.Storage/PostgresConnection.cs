using System.Data.Common;
using Npgsql;

namespace Chancery.Storage;

/// <summary>A connection to PostgreSQL as keywords and values.</summary>
public static class PostgresConnection
{
    /// <summary>What is wrong with it, without repeating a value; null if it can be tried.</summary>
    /// <exception cref="ArgumentException">It is no list of keywords and values.</exception>
    public static string? Problem(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder();
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        foreach (string keyword in given.Keys)
        {
            try
            {
                if (!parts.ContainsKey(keyword))
                    return $"the keyword \"{keyword}\" is unknown";
                parts[keyword] = given[keyword];
            }
            catch (ArgumentException)
            {
                return $"the value of \"{keyword}\" is not understood";
            }
        }

        return string.IsNullOrEmpty(parts.Host) ? "Host is missing"
            : string.IsNullOrEmpty(parts.Database) ? "Database is missing"
            : string.IsNullOrEmpty(parts.Username) ? "Username is missing"
            : null;
    }

    /// <summary>Where it leads, for people: no user, no secret.</summary>
    public static string Target(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
