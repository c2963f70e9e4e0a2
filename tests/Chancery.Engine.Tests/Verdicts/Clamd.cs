using System.Diagnostics;
using Chancery.Engine.Settings;

namespace Chancery.Engine.Tests.Verdicts;

/// <summary>A real clamd on a socket of its own, with one signature: nobody serves us those of its makers.</summary>
public sealed class Clamd : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clamd-").FullName;
    private Process? _process;

    /// <summary>The test file of EICAR, put together so that no scanner stumbles over this source.</summary>
    public static byte[] Eicar => [.. """X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"""u8, .. "ANTIVIRUS-TEST-FILE!$H+H*"u8];

    public ScannerAddress Address => new(Path.Combine(_folder, "clamd.sock"), "", 0);

    public ScannerAddress Tcp { get; private set; } = new(null, "127.0.0.1", 0);

    public static async Task<Clamd> StartAsync(string more = "")
    {
        var clamd = new Clamd();
        await clamd.RunAsync(more);
        return clamd;
    }

    public async Task StopAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        if (_process is not null)
            await _process.WaitForExitAsync();
        File.Delete(Address.Path!);
    }

    public async Task RunAsync(string more = "")
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/clamd"), "clamd is not installed");
        var data = Directory.CreateDirectory(Path.Combine(_folder, "db")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "own.ndb"), $"Eicar-Test-Signature:0:0:{Convert.ToHexStringLower(Eicar)}\n");
        using (var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            free.Start();
            Tcp = new ScannerAddress(null, "127.0.0.1", ((System.Net.IPEndPoint)free.LocalEndpoint).Port);
        }

        var settings = Path.Combine(_folder, "clamd.conf");
        await File.WriteAllTextAsync(settings, $"""
            LocalSocket {Address.Path}
            TCPSocket {Tcp.Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {data}
            Foreground yes
            LogFile {_folder}/clamd.log
            SelfCheck 0
            {more}
            """);
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/clamd", ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        for (var i = 0; i < 600 && !File.Exists(Address.Path) && !_process.HasExited; i++)
            await Task.Delay(100);
        Assert.True(File.Exists(Address.Path), _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "clamd does not start");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
