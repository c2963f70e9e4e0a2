using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Host.Directories;

namespace Chancery.Tests.Directories;

/// <summary>Against a real slapd.</summary>
public sealed class LdapDirectoryTests : IAsyncLifetime
{
    private const string Slapd = "/usr/sbin/slapd";

    private readonly string _folder = Directory.CreateTempSubdirectory("ldap").FullName;
    private readonly int _port = FreePort();
    private readonly int _tlsPort = FreePort();
    private Process? _slapd;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Slapd))
            return;
        Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", At("key.pem"), "-out", At("cert.pem"), "-days", "5",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1");
        Directory.CreateDirectory(At("db"));
        await File.WriteAllTextAsync(At("slapd.conf"), $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            TLSCertificateFile {At("cert.pem")}
            TLSCertificateKeyFile {At("key.pem")}
            database mdb
            suffix "dc=acme,dc=example"
            rootdn "cn=admin,dc=acme,dc=example"
            rootpw admin-secret
            directory {At("db")}
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by anonymous auth
            """.ReplaceLineEndings("\n") + "\n");
        await File.WriteAllTextAsync(At("people.ldif"), string.Join("\n\n",
            "dn: dc=acme,dc=example\nobjectClass: domain\ndc: acme",
            Person("anna", "Sesam öffne dich", "anna@acme.example", "smtp:a@acme.example"),
            Person("bert", "bert-secret", "bert@acme.example"),
            Person("twin1", "x", "twin@acme.example"), Person("twin2", "x", "twin@acme.example")) + "\n");
        Run("/usr/sbin/slapadd", "-f", At("slapd.conf"), "-l", At("people.ldif"));
        _slapd = Process.Start(new ProcessStartInfo(Slapd, ["-f", At("slapd.conf"), "-h", $"ldap://127.0.0.1:{_port} ldaps://127.0.0.1:{_tlsPort}", "-d", "0"]) { RedirectStandardError = true });
        for (var i = 0; i < 100 && !IsOpen(_port); i++)
            await Task.Delay(50);
    }

    public async ValueTask DisposeAsync()
    {
        if (_slapd is not null)
        {
            _slapd.Kill();
            await _slapd.WaitForExitAsync();
            _slapd.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(DirectoryTls.Plain)]
    [InlineData(DirectoryTls.StartTls)]
    [InlineData(DirectoryTls.Implicit)]
    public async Task People_log_in_by_name_or_address_with_their_password(DirectoryTls tls)
    {
        var directory = Open(tls);
        foreach (var name in (string[])["anna", "anna@acme.example"])
            Assert.Equal(["anna@acme.example", "a@acme.example"], (await directory.LogInAsync(name, "Sesam öffne dich", default))!.Addresses);
        foreach (var (name, password) in ((string, string)[])[("anna", "bert-secret"), ("anna", ""), ("nobody", "x"), ("twin@acme.example", "x"), ("*", "x"), ("anna)(uid=*", "x"), ("", "x")])
            Assert.Null(await directory.LogInAsync(name, password, default));
    }

    [Fact]
    public async Task Addresses_are_found_whole_and_nothing_else()
    {
        var directory = Open(DirectoryTls.Plain);
        foreach (var known in (string[])["anna@acme.example", "a@acme.example", "twin@acme.example"])
            Assert.True(await directory.HasAddressAsync(known, default));
        foreach (var unknown in (string[])["carl@acme.example", "*@acme.example", "*", "anna@acme.example)(x=*"])
            Assert.False(await directory.HasAddressAsync(unknown, default));
    }

    [Fact]
    public async Task What_cannot_be_asked_or_trusted_is_unavailable()
    {
        Assert.SkipUnless(File.Exists(Slapd), "slapd is not installed");
        var good = Settings(DirectoryTls.Implicit);
        DirectorySettings[] bad =
        [
            good with { AuthorityFile = null },
            good with { Password = "wrong" },
            good with { Bind = null },
            good with { Port = 1 },
            good with { Port = _port },
            good with { Tls = DirectoryTls.Plain },
        ];
        foreach (var settings in bad)
            await Assert.ThrowsAsync<DirectoryUnavailableException>(() => new LdapDirectory(settings, TimeProvider.System).LogInAsync("anna", "x", default));
    }

    private LdapDirectory Open(DirectoryTls tls)
    {
        Assert.SkipUnless(File.Exists(Slapd), "slapd is not installed");
        return new LdapDirectory(Settings(tls), TimeProvider.System);
    }

    private DirectorySettings Settings(DirectoryTls tls) => new()
    {
        Name = "acme",
        Host = "127.0.0.1",
        Port = tls == DirectoryTls.Implicit ? _tlsPort : _port,
        Tls = tls,
        AuthorityFile = At("cert.pem"),
        Base = "dc=acme,dc=example",
        Bind = "uid=bert,dc=acme,dc=example",
        Password = "bert-secret",
        Timeout = TimeSpan.FromSeconds(3),
    };

    private string At(string name) => Path.Combine(_folder, name);

    private static string Person(string uid, string password, params string[] mails) =>
        $"dn: uid={uid},dc=acme,dc=example\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: {uid}\nsn: {uid}\nuserPassword: {password}\n".Replace(
            $"userPassword: {password}", "userPassword:: " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(password)), StringComparison.Ordinal)
        + string.Join('\n', mails.Select(mail => "mail: " + mail));

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
