using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Chancery.Storage.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Chancery.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own, started when first asked for, with a fresh database for whoever wants one.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly SemaphoreSlim s_gate = new(1);
    private static PostgresServer? s_running;
    private static int s_databases;

    private string? _folder;
    private int _port;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public static string Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)).First(), "bin")
        : "/usr/bin";

    /// <summary>The running server.</summary>
    public static async Task<PostgresServer> GetAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            if (s_running is null)
            {
                var server = new PostgresServer();
                await server.StartAsync();
                s_running = server;
            }

            return s_running;
        }
        finally
        {
            s_gate.Release();
        }
    }

    /// <summary>The connection to an empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"store{Interlocked.Increment(ref s_databases)}";
        await ExecuteAsync(Connection("postgres"), $"CREATE DATABASE {name}");
        return Connection(name);
    }

    public static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // The fixture of the assembly ends the server that the tests made run.
        if (s_running is not { } server)
            return;
        s_running = null;
        await server.RunAsync("pg_ctl", "-s", "-D", server.Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(server._folder!, recursive: true);
    }

    private string Data => Path.Combine(_folder!, "data");

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=chancery;Database={database};Timeout=5;Maximum Pool Size=20";

    private async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("chancery-postgres-").FullName;
        if (Environment.UserName == "root")
            await CheckedAsync("chown", "postgres", _folder);
        await RunAsync("pg_ctl", "-s", "-D", Data, "-o", "-U chancery -A trust -E UTF8 --locale=C --no-sync", "initdb");
        await LaunchAsync();
    }

    private async Task LaunchAsync()
    {
        _port = FreePort();
        await RunAsync("pg_ctl", "-s", "-D", Data, "-w", "-l", Path.Combine(_folder!, "log"), "-o", $"-h 127.0.0.1 -p {_port} -k {_folder} -c shared_buffers=32MB -c max_connections=200", "start");
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries, program);
        return Environment.UserName == "root"
            ? CheckedAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : CheckedAsync(path, arguments);
    }

    private static async Task CheckedAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = "/" };
        // The server inherits what is open: its output goes to its log, else waiting for the end of ours would last as long as it runs.
        start.RedirectStandardOutput = false;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await process.StandardError.ReadToEndAsync()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
