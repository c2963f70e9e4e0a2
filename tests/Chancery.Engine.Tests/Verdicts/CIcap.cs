using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Chancery.Engine.Tests.Verdicts;

/// <summary>A real c-icap with the service that sends back what it gets.</summary>
public sealed class CIcap : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("c-icap-").FullName;
    private readonly Process _process;

    private CIcap(int port)
    {
        Echo = new Uri($"icap://127.0.0.1:{port}/echo");
        var modules = Directory.GetDirectories("/usr/lib", "c_icap", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }).First();
        var settings = Path.Combine(_folder, "c-icap.conf");
        File.WriteAllText(settings, $"""
            PidFile {_folder}/pid
            CommandsSocket {_folder}/ctl
            Port 127.0.0.1:{port}
            ModulesDir {modules}
            ServicesDir {modules}
            TemplateDir {_folder}
            ServerLog {_folder}/server.log
            AccessLog {_folder}/access.log
            StartServers 1
            MaxServers 1
            MinSpareThreads 2
            MaxSpareThreads 4
            ThreadsPerChild 4
            Service echo srv_echo.so

            """);
        _process = Process.Start(new ProcessStartInfo("/usr/bin/c-icap", ["-N", "-f", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public Uri Echo { get; }

    public static async Task<CIcap> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var service = new CIcap(port);
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return service;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("c-icap does not start");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
