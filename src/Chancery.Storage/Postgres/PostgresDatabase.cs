using System.Data.Common;
using Chancery.Engine.Ports;
using Chancery.Policy;
using Chancery.Storage.Sql;
using Dapper;
using Npgsql;

namespace Chancery.Storage.Postgres;

/// <summary>Connections to a PostgreSQL server: pooled ones that only read, and writing ones whose commits wait for the disk.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>Statements a connection keeps prepared, where the settings say nothing else.</summary>
    private const int Prepared = 100;

    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(NpgsqlDataSource source) => _source = source;

    public override Dialect Dialect => Dialect.Postgres;

    protected override string BeginReading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <param name="connection">Keywords and values of Npgsql: <c>Host=…;Database=…;Username=…</c></param>
    /// <exception cref="InvalidDataException">The database was written by a later version, or its server does not keep what it says it has stored.</exception>
    /// <exception cref="IOException">The server cannot be reached or turns us away.</exception>
    public static PostgresDatabase Open(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("auto prepare", StringComparison.OrdinalIgnoreCase))
            settings.MaxAutoPrepare = Prepared;
        settings.ApplicationName ??= "chancery";
        var database = new PostgresDatabase(NpgsqlDataSource.Create(settings));
        try
        {
            using var first = database.OpenToWrite();
            if (first.ExecuteScalar<string>("SHOW fsync") == "off")
                throw new InvalidDataException("the PostgreSQL server runs with fsync = off: what it says it has stored may be gone after a crash; turn fsync on");
            Migrate(first);
            return database;
        }
        catch (Exception failure)
        {
            database.Close();
            var told = database.Translate(failure);
            if (told == failure)
                throw;
            throw told;
        }
    }

    public override DbConnection OpenToRead() => _source.OpenConnection();

    public override DbConnection OpenToWrite()
    {
        var connection = _source.OpenConnection();
        try
        {
            // A server or role set to answer before the disk is not asked to wait for less than that anywhere else.
            connection.Execute("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The tenants' locks are taken in one order, so that batches of several processes wait for each other, never in a circle.</summary>
    public override void BeginWriting(DbConnection connection, IEnumerable<TenantId> tenants)
    {
        var names = tenants.Select(tenant => tenant.ToString()).ToArray();
        if (names.Length == 0)
            connection.Execute("BEGIN TRANSACTION");
        else
            connection.Execute(
                "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (SELECT unnest(@names) COLLATE \"C\" AS name ORDER BY 1) AS sorted",
                new { names });
    }

    public override bool HasLostTransaction(DbConnection connection) => connection.State != System.Data.ConnectionState.Open;

    public override bool IsPassing(Exception failure) => failure is NpgsqlException { IsTransient: true } and not PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory };

    public override Exception Translate(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ReadOnlySqlTransaction } full =>
            new StoreFullException($"the database cannot store anything: {full.MessageText}", full),
        PostgresException refused when refused.SqlState.StartsWith("28", StringComparison.Ordinal) || refused.SqlState.StartsWith("3D", StringComparison.Ordinal) =>
            new IOException($"the PostgreSQL server turns us away: {refused.MessageText}", refused),
        NpgsqlException { IsTransient: true } lost => new IOException($"the PostgreSQL server cannot be reached: {lost.Message}", lost),
        NpgsqlException and not PostgresException => new IOException($"the PostgreSQL server cannot be reached: {failure.Message}", failure),
        _ => failure,
    };

    public override void Close() => _source.Dispose();

    private static void Migrate(DbConnection connection)
    {
        connection.Execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('chancery schema', 0)); CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL)");
        var current = connection.ExecuteScalar<int?>("SELECT max(number) FROM schema_version") ?? 0;
        foreach (var (number, sql) in Migrations.After(current, "postgres"))
        {
            connection.Execute(InOurWords(sql));
            connection.Execute("INSERT INTO schema_version VALUES (@number)", new { number });
        }

        connection.Execute("COMMIT TRANSACTION");
    }

    /// <summary>Text is compared by its octets, as in SQLite, whatever the language of the server.</summary>
    private static string InOurWords(string sql) => sql
        .Replace(" STRICT, WITHOUT ROWID;", ";", StringComparison.Ordinal)
        .Replace(" STRICT;", ";", StringComparison.Ordinal)
        .Replace(" INTEGER", " BIGINT", StringComparison.Ordinal)
        .Replace(" BLOB", " BYTEA", StringComparison.Ordinal)
        .Replace(" TEXT", " TEXT COLLATE \"C\"", StringComparison.Ordinal);
}
