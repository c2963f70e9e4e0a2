using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Chancery.Storage.Files;
using Npgsql;

namespace Chancery.Storage.Backups;

/// <summary>PostgreSQL's own programs: they know their server's formats, and a consistent copy is their trade.</summary>
internal static class PostgresDump
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public static async Task WriteAsync(string connection, string to, CancellationToken cancel)
    {
        await RunAsync("pg_dump", connection, ["--format=custom", "--no-owner", "--no-privileges", $"--file={to}"], cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, DurableFiles.OwnerFile);
        using var file = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
        DurableFiles.SyncFolderOf(to);
    }

    public static Task ReadAsync(string connection, string from, CancellationToken cancel) =>
        RunAsync("pg_restore", connection, ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={new NpgsqlConnectionStringBuilder(connection).Database}", from], cancel);

    private static async Task RunAsync(string program, string connection, string[] arguments, CancellationToken cancel)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(PathOf(program), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        // By the environment: arguments can be read by every user of the machine.
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGDATABASE"] = server.Database;
        start.Environment["PGSSLMODE"] = SslModeOf(server.SslMode);
        if (server.Password is { } password)
            start.Environment["PGPASSWORD"] = password;
        if (server.RootCertificate is { } root)
            start.Environment["PGSSLROOTCERT"] = root;
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = await process.StandardError.ReadToEndAsync(cancel);
            await output;
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new BackupException($"{program} failed: {error.Trim()}");
        }
        catch (Win32Exception missing)
        {
            throw new BackupException($"{program} is not on this machine: install PostgreSQL's client programs (Debian: postgresql-client), of the server's version or later", missing);
        }
    }

    private static string SslModeOf(SslMode mode) => mode switch
    {
        SslMode.VerifyFull => "verify-full",
        SslMode.VerifyCA => "verify-ca",
        _ => mode.ToString().ToLowerInvariant(),
    };

    /// <summary>The program of the latest version where Debian has put them; else whatever the path leads to.</summary>
    private static string PathOf(string program)
    {
        if (!Directory.Exists(DebianFolder))
            return program;
        return Directory.GetDirectories(DebianFolder)
            .Select(folder => (Version: double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0, Path: Path.Combine(folder, "bin", program)))
            .Where(found => File.Exists(found.Path))
            .OrderByDescending(found => found.Version)
            .Select(found => found.Path)
            .FirstOrDefault(program);
    }
}
