using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Chancery.Host.Cli;
using Chancery.Policy.Facts;

namespace Chancery.Tests.Cli;

/// <summary><c>inspect</c> prints everything that a rule can ask.</summary>
public sealed class InspectVerbTests : IDisposable
{
    private const string Least = "hostname: gw.acme.example\nlisten: { smtp: [ { address: \"127.0.0.1:2525\", connector: edge } ] }\nnext-hops: { default: { host: 127.0.0.1, port: 2526 } }\npolicy: { source: ./policy }\n";

    /// <summary>What is no property of the mail.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["plan.protection"] = "the plan is what `simulate` prints",
        ["plan.acceptable"] = "the plan is what `simulate` prints",
        ["plan.disposition"] = "the plan is what `simulate` prints",
        ["plan.sign"] = "the plan is what `simulate` prints",
        ["plan.action"] = "the plan is what `simulate` prints",
        ["plan.copy.protection"] = "the plan is what `simulate` prints",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-inspect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_fact_of_the_catalogue_is_printed()
    {
        Write("mail.eml", "From: a@acme.example\nTo: b@partner.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\ny\n--b--\n");
        var names = (await FactsAsync("mail.eml")).Select(fact => fact.GetProperty("fact").GetString()!).ToHashSet();
        Assert.Equal(FactCatalogue.All.Select(fact => fact.Name).Except(Elsewhere.Keys).Order(), names.Order());

        var (_, text) = await RunAsync("inspect", At("mail.eml"));
        foreach (var name in (string[])["auth.spf", "crypto.verified", "session.tls", "recipient.keys.smime of b@partner.example", "message.labelConflict", "verdict.malware", "user.decision"])
            Assert.Contains(name + ": ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_source_is_unknown_with_a_reason()
    {
        Write("mail.eml", "From: a@acme.example\nTo: b@partner.example\n\nx\n");
        var facts = await FactsAsync("mail.eml");
        foreach (var (name, why) in new Dictionary<string, string> { ["auth.spf"] = "dns.servers", ["classification"] = "classifiers", ["sender.department"] = "directories", ["nexthop.tls"] = "next-hops", ["label"] = "vocabulary" })
        {
            var fact = facts.Single(fact => fact.GetProperty("fact").GetString() == name);
            Assert.Equal(JsonValueKind.Null, fact.GetProperty("value").ValueKind);
            Assert.Contains(why, fact.GetProperty("unknown").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("none", Value(facts, "auth.dkim").GetString());
    }

    [Fact]
    public async Task The_policy_tells_groups_roles_labels_and_direction()
    {
        Write("policy/policy.yaml", "domains: [acme.example]\n");
        Write("policy/vocabulary.yaml", "kind: Vocabulary\ngroups: { board: { static: [a@acme.example] } }\nroles: { duty: { static: [b@partner.example] } }\nlabels: { values: [ { id: open, rank: 0 }, { id: secret, rank: 1 } ], sources: [ { header: { name: X-Class, map: { C3: secret }, trust: any } } ] }\n");
        Write("mail.eml", "From: a@acme.example\nTo: b@partner.example\nX-Class: C3\n\nx\n");
        var facts = await FactsAsync("mail.eml", "--policy", At("policy"), "--session", "internal");
        Assert.Equal("board", Assert.Single(Value(facts, "sender.group").EnumerateArray()).GetString());
        Assert.Equal("duty", Assert.Single(Value(facts, "recipient.role").EnumerateArray()).GetString());
        Assert.Equal("secret", Value(facts, "label").GetString());
        Assert.Equal("outbound", Value(facts, "direction").GetString());
    }

    [Fact]
    public async Task A_server_before_us_is_believed_where_the_mail_came_by_its_connector()
    {
        Write("policy/rules.yaml", "rules: []\n");
        Write("chancery.yaml", Least + "upstream: { edge: { authserv-id: mx.edge.example, spam-header: X-Spam-Score } }\n");
        Write("mail.eml", "Authentication-Results: mx.edge.example; spf=softfail smtp.mailfrom=a@p.example; dkim=pass header.d=p.example; dmarc=fail; arc=none\nX-Spam-Score: 7.5\nFrom: a@p.example\nTo: b@acme.example\n\nx\n");
        string[] settings = ["--config", At("chancery.yaml")];
        var trusted = await FactsAsync("mail.eml", [.. settings, "--connector", "edge"]);
        Assert.Equal(("softfail", "pass", "fail", "none"), (Auth(trusted, "spf"), Auth(trusted, "dkim"), Auth(trusted, "dmarc"), Auth(trusted, "arc")));
        Assert.Equal(7.5m, Value(trusted, "verdict.spam").GetDecimal());
        var foreign = await FactsAsync("mail.eml", settings);
        Assert.Null(Auth(foreign, "spf"));
        Assert.Equal("none", Auth(foreign, "dkim"));
    }

    [Fact]
    public async Task Signatures_are_verified_by_the_name_servers_of_the_settings()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/unbound") && File.Exists("/usr/bin/python3"), "unbound or python3 is not installed");
        using var key = RSA.Create(2048);
        Write("key.pem", key.ExportRSAPrivateKeyPem());
        Write("mail.eml", "From: Bernd <bernd@partner.example>\r\nTo: anna@acme.example\r\nSubject: signed\r\n\r\nHello\r\n");
        await PythonAsync("""
            import sys, dkim
            mail = open(sys.argv[1], 'rb').read()
            signed = dkim.sign(mail, b's1', b'partner.example', open(sys.argv[2], 'rb').read(), canonicalize=(b'simple', b'simple'), include_headers=[b'from', b'to', b'subject']) + mail
            open(sys.argv[3], 'wb').write(signed)
            # As tools on disk keep mail: lines end by LF alone.
            open(sys.argv[4], 'wb').write(signed.replace(b'\r\n', b'\n'))
            open(sys.argv[5], 'wb').write(signed.replace(b'Hello', b'Hallo'))
            """, At("mail.eml"), At("key.pem"), At("signed.eml"), At("lf.eml"), At("changed.eml"));
        using var dns = await UnboundAsync(
            ("partner.example", "v=spf1 ip4:192.0.2.7 -all"), ("_dmarc.partner.example", "v=DMARC1; p=reject"),
            ("s1._domainkey.partner.example", "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())));
        Write("policy/rules.yaml", "rules: []\n");
        Write("chancery.yaml", Least + $"dns: {{ servers: [\"127.0.0.1:{dns.Port}\"] }}\n");

        foreach (var (file, peer, spf, dkim, dmarc) in new[] { ("signed.eml", "192.0.2.7", "pass", "pass", "pass"), ("lf.eml", "192.0.2.7", "pass", "pass", "pass"), ("changed.eml", "192.0.2.8", "fail", "fail", "fail"), ("signed.eml", null, null, "pass", "pass"), ("changed.eml", null, (string?)null, "fail", (string?)null) })
        {
            string[] from = peer is null ? [] : ["--peer", peer, "--helo", "mx.partner.example"];
            var facts = await FactsAsync(file, ["--config", At("chancery.yaml"), .. from]);
            Assert.True((spf, dkim, dmarc, "none") == (Auth(facts, "spf"), Auth(facts, "dkim"), Auth(facts, "dmarc"), Auth(facts, "arc")), $"{file} {peer}: {Auth(facts, "spf")} {Auth(facts, "dkim")} {Auth(facts, "dmarc")}");
        }
    }

    private static JsonElement Value(IReadOnlyList<JsonElement> facts, string name) => facts.Single(fact => fact.GetProperty("fact").GetString() == name).GetProperty("value");

    private static string? Auth(IReadOnlyList<JsonElement> facts, string method) => Value(facts, "auth." + method).GetString();

    private async Task<IReadOnlyList<JsonElement>> FactsAsync(string file, params string[] options)
    {
        var (code, output) = await RunAsync(["inspect", At(file), "--json", .. options]);
        Assert.True(code == 0, output);
        using var json = JsonDocument.Parse(output);
        var mail = json.RootElement.GetProperty("mails")[0];
        foreach (var fact in mail.GetProperty("facts").EnumerateArray().Where(fact => fact.GetProperty("fact").GetString()!.StartsWith("auth.", StringComparison.Ordinal)))
            Assert.Equal(fact.GetProperty("value").GetString() ?? "unknown", mail.GetProperty("auth").GetProperty(fact.GetProperty("fact").GetString()!["auth.".Length..]).GetString());
        return [.. mail.GetProperty("facts").EnumerateArray().Select(fact => fact.Clone())];
    }

    private static async Task PythonAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script, .. arguments]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(error.Contains("No module named 'dkim'", StringComparison.Ordinal), "dkimpy is not installed");
        Assert.True(process.ExitCode == 0, error);
    }

    /// <summary>unbound with these TXT records and nothing else.</summary>
    private async Task<NameServer> UnboundAsync(params (string Name, string Text)[] records)
    {
        var port = FreePort();
        var data = string.Concat(records.Select(record => $"  local-data: '{record.Name}. TXT {string.Join(' ', record.Text.Chunk(200).Select(part => $"\"{new string(part)}\""))}'\n"));
        Write("unbound.conf", $"server:\n  directory: \"{_folder}\"\n  chroot: \"\"\n  username: \"\"\n  pidfile: \"\"\n  use-syslog: no\n  interface: 127.0.0.1\n  port: {port}\n  do-ip6: no\n  module-config: \"iterator\"\n  local-zone: \".\" static\n{data}remote-control:\n  control-enable: no\n");
        var server = new NameServer(Process.Start(new ProcessStartInfo("/usr/sbin/unbound", ["-d", "-c", At("unbound.conf")]) { RedirectStandardError = true })!, port);
        for (var i = 0; i < 100 && !await IsOpenAsync(port); i++)
            await Task.Delay(50);
        return server;
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString() + (code == 0 ? "" : error));
    }

    private sealed class NameServer(Process process, int port) : IDisposable
    {
        public int Port => port;

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
