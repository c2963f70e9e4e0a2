using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>Statements of one connection, prepared once each: parsing SQL costs more than most of ours do.</summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>We have some dozens; a text made at run time must not fill the memory.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Texts => _idle.Keys;

    /// <summary>The statement, without parameters. It is nobody else's until it is given back.</summary>
    public SqliteCommand Take(string text) =>
        _idle.Remove(text, out var kept) ? kept : new SqliteCommand(text, connection);

    public void GiveBack(SqliteCommand statement)
    {
        statement.Parameters.Clear();
        if (_idle.Count >= Most || !_idle.TryAdd(statement.CommandText, statement))
            statement.Dispose();
    }

    public void Dispose()
    {
        foreach (var statement in _idle.Values)
            statement.Dispose();
        _idle.Clear();
    }
}
