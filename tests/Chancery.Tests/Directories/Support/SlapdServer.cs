using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Chancery.Tests.Directories.Support;

/// <summary>A slapd of its own, with five thousand people and groups in groups. It can be stopped and started.</summary>
internal sealed class SlapdServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/slapd";

    public const string Base = "dc=acme,dc=example";
    public const int People = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("slapd").FullName;
    private Process? _process;

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; } = FreePort();

    public string Bind => $"uid=reader,{Base}";

    public static async Task<SlapdServer> StartAsync()
    {
        Assert.SkipUnless(IsInstalled, "slapd is not installed");
        var server = new SlapdServer();
        Directory.CreateDirectory(server.At("db"));
        await File.WriteAllTextAsync(server.At("slapd.conf"), $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            sizelimit size.soft=500 size.hard=500 size.pr=500 size.prtotal=unlimited
            database mdb
            maxsize 268435456
            dbnosync
            suffix "{Base}"
            directory {server.At("db")}
            index objectClass eq
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by anonymous auth
            """.ReplaceLineEndings("\n") + "\n");
        await File.WriteAllTextAsync(server.At("all.ldif"), Ldif());
        using (var add = Process.Start(new ProcessStartInfo("/usr/sbin/slapadd", ["-q", "-f", server.At("slapd.conf"), "-l", server.At("all.ldif")]) { RedirectStandardError = true })!)
        {
            var error = await add.StandardError.ReadToEndAsync();
            await add.WaitForExitAsync();
            Assert.True(add.ExitCode == 0, error);
        }

        await server.GoOnAsync();
        return server;
    }

    public async Task GoOnAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program, ["-f", At("slapd.conf"), "-h", $"ldap://127.0.0.1:{Port}", "-d", "0"]) { RedirectStandardError = true })!;
        for (var i = 0; i < 200 && !IsOpen(Port); i++)
            await Task.Delay(50);
    }

    public async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Person n is of department <c>dept-n mod 10</c>. Radiology holds the wards, which hold people; two wards hold each other.</summary>
    private static string Ldif()
    {
        var entries = new List<string>
        {
            $"dn: {Base}\nobjectClass: domain\ndc: acme",
            $"dn: ou=people,{Base}\nobjectClass: organizationalUnit\nou: people",
            $"dn: ou=groups,{Base}\nobjectClass: organizationalUnit\nou: groups",
            $"dn: uid=reader,{Base}\nobjectClass: inetOrgPerson\nuid: reader\ncn: reader\nsn: reader\nuserPassword: reader-secret",
            Group("radiology", "cn=ward-a,ou=groups", "cn=Ward-C , ou=groups", "uid=p1,ou=people"),
            Group("ward-a", "cn=ward-b,ou=groups", "uid=p2,ou=people"),
            Group("ward-b", "cn=ward-a,ou=groups", "uid=p3,ou=people", "uid=gone,ou=people"),
            Group("ward-c", "uid=p4,ou=people", "uid=no-mail,ou=people"),
            Group("everybody", [.. Enumerable.Range(0, People).Select(n => $"uid=p{n},ou=people")]),
            Group("odd (group) *", "uid=p7,ou=people"),
            $"dn: uid=no-mail,ou=people,{Base}\nobjectClass: inetOrgPerson\nuid: no-mail\ncn: x\nsn: x",
            $"dn: uid=front,ou=people,{Base}\nobjectClass: inetOrgPerson\nuid: front\ncn: x\nsn: x\nmail: front@acme.example\nemployeeType: shared",
            $"dn: cn=ward-list,ou=groups,{Base}\nobjectClass: groupOfNames\nobjectClass: extensibleObject\ncn: ward-list\nmail: ward@acme.example\nmember: uid=p5,ou=people,{Base}",
        };
        entries.AddRange(Enumerable.Range(0, People).Select(n =>
            $"dn: uid=p{n},ou=people,{Base}\nobjectClass: inetOrgPerson\nuid: p{n}\ncn: Person {n}\nsn: Person\nmail: p{n}@acme.example\nmail: alias{n}@acme.example\ndepartmentNumber: dept-{n % 10}\nl: {(n % 2 == 0 ? "Siegen" : "Olpe")}"));
        return string.Join("\n\n", entries) + "\n";
    }

    private static string Group(string name, params string[] members) =>
        $"dn: cn={name},ou=groups,{Base}\nobjectClass: groupOfNames\ncn: {name}\n" + string.Join('\n', members.Select(member => $"member: {member},{Base}"));

    private string At(string name) => Path.Combine(_folder, name);

    private static bool IsOpen(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
