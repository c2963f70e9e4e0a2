using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dns;

namespace Chancery.Smtp.Tests.Support;

/// <summary>unbound as a validating resolver on a free port of 127.0.0.1, with a zone signed for the test and its key as trust anchor.</summary>
public sealed class Resolver : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private Resolver(string folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public DnsLookup Lookup => new(new DnsSettings { Servers = [new IPEndPoint(IPAddress.Loopback, Port)], IsValidating = true });

    /// <param name="records">Of <c>signed.example</c>, without SOA and NS.</param>
    /// <param name="plain">Of <c>plain.example</c>, which is not signed.</param>
    /// <param name="spoil">Changes the signed zone afterwards, so that it no longer validates.</param>
    public static async Task<Resolver> StartAsync(string records, string plain = "", Func<string, string>? spoil = null)
    {
        Programs.Find("unbound");
        Programs.Find("ldns-signzone");
        var folder = Directory.CreateTempSubdirectory("resolver").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "signed.zone"), Zone("signed.example", records));
        await File.WriteAllTextAsync(Path.Combine(folder, "plain.zone"), Zone("plain.example", plain));
        var key = (await ShellAsync(folder, "ldns-keygen -a ECDSAP256SHA256 signed.example")).Trim();
        await ShellAsync(folder, $"ldns-signzone -o signed.example -f signed.zone.signed signed.zone {key}");
        var signed = Path.Combine(folder, "signed.zone.signed");
        if (spoil is not null)
            await File.WriteAllTextAsync(signed, spoil(await File.ReadAllTextAsync(signed)));
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "unbound.conf"), $"""
            server:
              directory: "{folder}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              interface: 127.0.0.1
              port: {port}
              do-ip6: no
              module-config: "validator iterator"
              trust-anchor-file: "{folder}/{key}.key"
              domain-insecure: "plain.example"
            auth-zone:
              name: "signed.example"
              zonefile: "signed.zone.signed"
              for-downstream: no
              for-upstream: yes
            auth-zone:
              name: "plain.example"
              zonefile: "plain.zone"
              for-downstream: no
              for-upstream: yes
            remote-control:
              control-enable: no
            """);
        var resolver = new Resolver(folder, Programs.Start("unbound", "-d", "-c", Path.Combine(folder, "unbound.conf")), port);
        for (var i = 0; i < 20 && !resolver._process.HasExited && (await new DnsLookup(new DnsSettings { Servers = [new IPEndPoint(IPAddress.Loopback, port)] }).TextAsync("up.plain.example", default)).Found == DnsFound.Unavailable; i++)
            await Task.Delay(50);
        Assert.False(resolver._process.HasExited, "unbound does not run");
        return resolver;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Zone(string name, string records) => $"""
        $ORIGIN {name}.
        $TTL 60
        @ IN SOA ns.{name}. postmaster.{name}. 1 3600 600 86400 60
        @ IN NS ns
        ns IN A 127.0.0.1
        up IN TXT "up"
        {records.ReplaceLineEndings("\n")}

        """;

    private static async Task<string> ShellAsync(string folder, string command)
    {
        var (code, output) = await Programs.RunAsync("sh", $"cd '{folder}' && {command}", "-s");
        Assert.True(code == 0, output);
        return output;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
