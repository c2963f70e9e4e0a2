using System.Diagnostics;

namespace Acceptance.Support;

/// <summary>A PostgreSQL server of a test's own, on a port of its own, with one empty database.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Database = "gateway";

    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-cluster-").FullName;
    private readonly int _port = Ports.Free();

    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(path => Path.Combine(path, "bin")).LastOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
        : null;

    /// <summary>As <c>storage.database</c> takes it.</summary>
    public string Setting => $"postgres:Host=127.0.0.1;Port={_port};Username=chancery;Database={Database}";

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresCluster> StartedAsync()
    {
        var cluster = new PostgresCluster();
        if (Environment.UserName == "root")
            await RunAsync("/bin/chown", "postgres", cluster._folder);
        await cluster.AsOwnerAsync("initdb", "-D", cluster.Data, "-U", "chancery", "-A", "trust", "-E", "UTF8", "--locale=C");
        await cluster.AsOwnerAsync(
            "pg_ctl", "-s", "-D", cluster.Data, "-w", "-l", Path.Combine(cluster._folder, "log"),
            "-o", $"-h 127.0.0.1 -p {cluster._port} -k {cluster._folder} -c max_connections=200", "start");
        await cluster.AsOwnerAsync("createdb", "-h", "127.0.0.1", "-p", $"{cluster._port}", "-U", "chancery", Database);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await AsOwnerAsync("pg_ctl", "-s", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task AsOwnerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        return Environment.UserName == "root"
            ? RunAsync("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what is open, so its errors go nowhere: waiting for their end would last as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", program, program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
