using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Acceptance.Support;

/// <summary>The built product as a process of its own, in a folder of its own, with a policy and a next hop.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringBuilder _log = new();
    private Process? _process;

    public Gateway(int nextHopPort, string policy, string extraSettings = "", string listenerExtra = "", string hopExtra = "", int? smtpPort = null, string database = "sqlite:./data/chancery.db")
    {
        SmtpPort = smtpPort ?? Ports.Free();
        WebPort = Ports.Free();
        _folder.Write("policy/rules.yaml", policy);
        _folder.Write("policy/policy.yaml", "domains: [acme.example]\n");
        Config = _folder.Write("chancery.yaml", $$"""
            hostname: gw.acme.example
            postmaster: postmaster@acme.example
            listen:
              smtp:
                - { address: "127.0.0.1:{{SmtpPort}}", trust: internal{{listenerExtra}} }
              web: { studio: "http://127.0.0.1:{{WebPort}}" }
            next-hops:
              default: { host: 127.0.0.1, port: {{nextHopPort}}, tls: none{{hopExtra}} }
            storage: { database: "{{database}}", blobs: "file:./data/blobs" }
            secrets: { provider: file, path: ./data/secrets }
            policy: { source: ./policy }
            {{extraSettings}}
            """);
    }

    public int SmtpPort { get; }

    public int WebPort { get; }

    public string Config { get; }

    public string Folder => _folder.Path;

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public int ProcessId => _process!.Id;

    public static async Task<Gateway> StartedAsync(int nextHopPort, string policy, string extraSettings = "", string listenerExtra = "", string database = "sqlite:./data/chancery.db")
    {
        var gateway = new Gateway(nextHopPort, policy, extraSettings, listenerExtra, database: database);
        await gateway.StartAsync();
        return gateway;
    }

    /// <param name="hangup">What SIGHUP does to a program that does not care: a test run may itself have been started by nohup.</param>
    public async Task StartAsync(string hangup = "--default-signal=HUP")
    {
        var start = new ProcessStartInfo("env", [hangup, "dotnet", Repository.Program, "serve", "--config", Config])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Folder,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += Keep;
        _process.OutputDataReceived += Keep;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await UntilReadyAsync();
    }

    /// <summary>An administrative verb beside the running gateway.</summary>
    public Task<RunResult> VerbAsync(params string[] arguments) => Run.ChanceryAsync([.. arguments, "--config", Config]);

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> StopAsync()
    {
        if (_process is null || _process.HasExited)
            return _process?.ExitCode ?? 0;
        _ = SysKill(_process.Id, 15);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Signal(int signal) => _ = SysKill(_process!.Id, signal);

    /// <summary>Highest resident memory so far, octets.</summary>
    public long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{ProcessId}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var end = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(50))
        {
            Assert.False(_process!.HasExited, $"the gateway ended: {Log}");
            Assert.True(DateTime.UtcNow < end, $"the gateway is not ready within 60 s: {Log}");
            try
            {
                if ((await http.GetAsync($"http://127.0.0.1:{WebPort}/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SysKill(int process, int signal);
}
