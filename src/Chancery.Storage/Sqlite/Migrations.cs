using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Brings the schema up to date: one numbered script after another, each in a transaction with its number.</summary>
internal static class Migrations
{
    private const string Folder = "Schema/";

    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static void Apply(SqliteConnection connection)
    {
        // The usual start does not wait for a process that writes.
        if (connection.ExecuteScalar<long>("PRAGMA user_version") == Scripts()[^1].Number)
            return;
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            var current = connection.ExecuteScalar<long>("PRAGMA user_version");
            var scripts = Scripts();
            if (current > scripts[^1].Number)
                throw new InvalidDataException($"the database has schema version {current}, this program knows {scripts[^1].Number}: use the later program");
            foreach (var (number, sql) in scripts.Where(script => script.Number > current))
                connection.Execute($"{sql}\nPRAGMA user_version = {number.ToString(CultureInfo.InvariantCulture)}");
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static (int Number, string Sql)[] Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Select(name => (int.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture), Read(name)))
                .OrderBy(script => script.Item1),
        ];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
