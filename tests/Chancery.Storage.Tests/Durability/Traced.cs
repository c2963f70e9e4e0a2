using System.Diagnostics;

namespace Chancery.Storage.Tests.Durability;

/// <summary>Runs a <see cref="Life"/> as a process of its own under strace.</summary>
internal static class Traced
{
    public static string[] RecordTo(string file) =>
    [
        "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-o", file,
        "-e", "trace=openat,pwrite64,fsync,fdatasync,rename,unlink,mkdir,ftruncate",
    ];

    /// <returns>Its exit code, and what it said.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string life, int messages, params string[] tracer)
    {
        var start = new ProcessStartInfo("strace", ["-f", .. tracer, Environment.ProcessPath!, "-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(Life).FullName}.{life}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Life.FolderVariable] = folder;
        start.Environment[Life.MessagesVariable] = $"{messages}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{life} did not end within two minutes");
        }

        return (process.ExitCode, await output + await error);
    }
}
