using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Chancery.Storage.Sqlite;

/// <summary>A connection that keeps what it has prepared. For one thread at a time.</summary>
internal sealed class PreparingConnection : SqliteConnection
{
    private readonly PreparedStatements _statements;

    public PreparingConnection(string connectionString)
        : base(connectionString) => _statements = new PreparedStatements(this);

    /// <summary>Texts of what is prepared and not in use.</summary>
    public IReadOnlyCollection<string> Prepared => _statements.Texts;

    public override SqliteCommand CreateCommand() => new KeptCommand(_statements, this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _statements.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Passes everything on to the prepared statement of its text.</summary>
    private sealed class KeptCommand : SqliteCommand
    {
        private readonly PreparedStatements _statements;
        private SqliteCommand? _inner;

        public KeptCommand(PreparedStatements statements, SqliteConnection connection)
            : base(null, connection) => _statements = statements;

        [AllowNull]
        public override string CommandText
        {
            get => _inner?.CommandText ?? "";
            set
            {
                // The base class sets its own before there is anything to pass on to.
                if (string.IsNullOrEmpty(value))
                    return;
                GiveBack();
                _inner = _statements.Take(value);
            }
        }

        public override int CommandTimeout
        {
            get => base.CommandTimeout;
            set
            {
                base.CommandTimeout = value;
                if (_inner is not null)
                    _inner.CommandTimeout = value;
            }
        }

        public override SqliteParameterCollection Parameters => Inner.Parameters;

        private SqliteCommand Inner => _inner ?? throw new InvalidOperationException("a command without text");

        public override int ExecuteNonQuery() => Inner.ExecuteNonQuery();

        public override object? ExecuteScalar() => Inner.ExecuteScalar();

        protected override SqliteParameter CreateDbParameter() => new NamedParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Inner.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                GiveBack();
            base.Dispose(disposing);
        }

        private void GiveBack()
        {
            if (_inner is { } done)
                _statements.GiveBack(done);
            _inner = null;
        }
    }

    /// <summary>Named as the statement names it: else SQLite is asked for each name with every sign that may stand before it.</summary>
    private sealed class NamedParameter : SqliteParameter
    {
        [AllowNull]
        public override string ParameterName
        {
            get => base.ParameterName;
            set => base.ParameterName = value is ['@', ..] ? value : "@" + value;
        }
    }
}
