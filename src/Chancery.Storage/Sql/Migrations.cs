using System.Globalization;

namespace Chancery.Storage.Sql;

/// <summary>
/// The scripts that bring a schema up to date, one number after another, each in a transaction with its number. What the
/// engines have in common is written once, in SQLite's words; what only one needs is in a script of its own name beside it.
/// </summary>
internal static class Migrations
{
    private const string Folder = "Schema/";

    private static readonly (int Number, string Engine, string Name)[] Scripts =
    [
        .. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => (int.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture), EngineOf(name), name))
            .OrderBy(script => script.Item1).ThenBy(script => script.Item2, StringComparer.Ordinal),
    ];

    public static int Latest => Scripts[^1].Number;

    /// <exception cref="InvalidDataException">The database was written by a later version.</exception>
    public static IEnumerable<(int Number, string Sql)> After(int current, string engine)
    {
        if (current > Latest)
            throw new InvalidDataException($"the database has schema version {current}, this program knows {Latest}: use the later program");
        return Scripts.Where(script => script.Number > current && (script.Engine.Length == 0 || script.Engine == engine))
            .Select(script => (script.Number, Read(script.Name)));
    }

    /// <summary><c>Schema/001-start.sql</c> is everybody's, <c>Schema/001-start.sqlite.sql</c> one engine's.</summary>
    private static string EngineOf(string name) => name.Split('.') is [_, var engine, _] ? engine : "";

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
