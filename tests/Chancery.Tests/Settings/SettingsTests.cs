using Chancery.Engine.Settings;
using Chancery.Host.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Policy.Findings;

namespace Chancery.Tests.Settings;

public sealed class SettingsTests
{
    private const string Least = """
        hostname: gw.acme.example
        listen: { smtp: [ { address: "127.0.0.1:2525" } ] }
        next-hops: { default: { host: 127.0.0.1, port: 2526 } }
        policy: { source: ./policy }

        """;

    [Fact]
    public void Four_keys_are_enough_to_start()
    {
        var settings = Read(Least).Settings!;
        Assert.Equal("gw.acme.example", settings.Gateway.Hostname);
        Assert.Equal("postmaster@gw.acme.example", settings.Gateway.Postmaster);
        Assert.Equal(SessionTrust.Anonymous, settings.Gateway.Listeners.Single().Trust);
        Assert.Equal(ListenerTls.None, settings.Gateway.Listeners.Single().Tls);
        Assert.Equal(200_000_000, settings.Gateway.Limits.Message);
        Assert.Equal(TimeSpan.FromDays(5), settings.Gateway.Delivery.Expire);
        Assert.Equal("/srv/gw/data/chancery.db", settings.Storage.Database);
        Assert.Equal("/srv/gw/policy", settings.Policy.Folder);
        Assert.Equal(new Uri("http://localhost:8081"), settings.Web.Studio);
    }

    /// <summary>A file that spells out every default of the contract starts like one that says nothing.</summary>
    [Fact]
    public void All_keys_of_the_contract_are_known_with_their_defaults_or_empty()
    {
        var load = Read("""
            hostname: gw.acme.example
            postmaster: postmaster@acme.example
            listen:
              smtp: [ { address: "127.0.0.1:2525", tls: none, auth: none, trust: any, connector: exchange, tenant: auto, smuggling: reject, proxy-protocol: [] } ]
              web: { portal: "http://localhost:8080", studio: "http://localhost:8081", public-url: "https://portal.acme.example" }
            next-hops:
              default: { host: 127.0.0.1, port: 2526, tls: opportunistic, final-for: [] }
              internet: { mx: true, tls: opportunistic }
            routes: { inbound: default, outbound: internet }
            storage: { database: "sqlite:./data/chancery.db", blobs: "file:./data/blobs" }
            policy: { source: ./policy, revision: main, poll: 30s }
            tenants: { acme: { domains: [acme.example], hosts: [], next-hop: default } }
            users: {}
            directories: {}
            secrets: { provider: file, path: ./data/secrets }
            sms: {}
            sinks: {}
            scanners: {}
            dns: { servers: [] }
            egress: { allow: [] }
            delivery: { retry: [1m, 5m, 15m, 1h, 4h], expire: 5d }
            facts: { wait: 5m }
            realise: { wait: 5m, max-age: 10m }
            telemetry: {}
            limits: { message: 200MB, recipients: 1000, recipients-per-copy: 100, mime-depth: 100, parts: 1000, header-bytes: 256KB, archive-depth: 5, archive-ratio: 100, archive-bytes: 1GB, received: 50, eval-ms: 2000 }
            """);
        Assert.DoesNotContain(load.Findings, finding => finding.Severity != Severity.Info);
        Assert.Equal(new Limits(), load.Settings!.Gateway.Limits);
        Assert.Equal(new DeliverySettings().Retry, load.Settings.Gateway.Delivery.Retry);
    }

    [Fact]
    public void What_is_down_is_waited_for_as_long_as_the_file_says()
    {
        var settings = Read(Least, ("CHANCERY__FACTS__WAIT", "90s"), ("CHANCERY__REALISE__WAIT", "2m"), ("CHANCERY__REALISE__MAX_AGE", "1h")).Settings!.Gateway;
        Assert.Equal(TimeSpan.FromSeconds(90), settings.FactsWait);
        Assert.Equal(new RealiseSettings { Wait = TimeSpan.FromMinutes(2), MaxAge = TimeSpan.FromHours(1) }, settings.Realise);
    }

    [Fact]
    public void The_environment_overrides_the_file()
    {
        var settings = Read(Least,
            ("CHANCERY__NEXT_HOPS__DEFAULT__HOST", "mail.acme.example"),
            ("CHANCERY__NEXT_HOPS__DEFAULT__FINAL_FOR__0", "acme.example"),
            ("CHANCERY__LISTEN__SMTP__0__ADDRESS", "127.0.0.1:2600"),
            ("CHANCERY__LISTEN__SMTP__1__ADDRESS", "127.0.0.1:2601"),
            ("CHANCERY__LIMITS__MESSAGE", "64MiB"),
            ("CHANCERY_DEBUG", "1")).Settings!;
        Assert.Equal("mail.acme.example", settings.Gateway.NextHops["default"].Host);
        Assert.Equal(["acme.example"], settings.Gateway.NextHops["default"].FinalFor);
        Assert.Equal([2600, 2601], settings.Gateway.Listeners.Select(l => l.Address.Port));
        Assert.Equal(64L << 20, settings.Gateway.Limits.Message);
    }

    [Fact]
    public void A_finding_from_the_environment_names_the_variable()
    {
        var finding = Assert.Single(Read(Least, ("CHANCERY__LIMITS__MESSAGE", "lots")).Findings);
        Assert.Equal("CHANCERY__LIMITS__MESSAGE", finding.File);
    }

    [Fact]
    public void A_secret_may_come_from_the_environment_and_is_never_repeated()
    {
        var text = Least.Replace("port: 2526", "port: 2526, tls: required, auth: { user: gw, password: env:HOP }", StringComparison.Ordinal);
        Assert.Equal("s3cret", Read(text, ("HOP", "s3cret")).Settings!.Gateway.NextHops["default"].Credentials!.Password);
        var plain = Read(text.Replace("env:HOP", "s3cret", StringComparison.Ordinal));
        Assert.All(plain.Findings, finding => Assert.DoesNotContain("s3cret", finding.Message + finding.Help, StringComparison.Ordinal));
        Assert.NotEmpty(plain.Findings);
    }

    [Fact]
    public void The_password_of_a_database_server_comes_from_outside_and_is_never_repeated()
    {
        var text = Least + "storage: { database: \"postgres:Host=db.example;Database=mail;Username=gw;Password=env:DB\", node: gw1 }\n";
        var storage = Read(text, ("DB", "s3;cret")).Settings!.Storage;
        Assert.Contains("s3;cret", storage.Postgres, StringComparison.Ordinal);
        Assert.Equal("gw1", storage.Node);
        Assert.NotNull(Assert.Single(Read(text).Findings, finding => finding.Severity == Severity.Error));
    }

    [Theory]
    [InlineData("Host=db;Database=mail;Username=gw;Pasword=s3cret", "pasword")]
    [InlineData("Host=db;Username=gw;Password=s3cret", "Database is missing")]
    [InlineData("Host=db;Database=mail;Username=gw;Port=s3cret", "not understood")]
    [InlineData("Host=db;s3cret", "keyword=value")]
    public void A_wrong_connection_is_named_without_what_it_holds(string connection, string why)
    {
        var findings = Read(Least + $"storage: {{ database: \"postgres:{connection}\" }}\n").Findings;
        Assert.All(findings, finding => Assert.DoesNotContain("s3cret", finding.Message + finding.Help, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Message.Contains(why, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("users: {}\ndirectories: {}\nsms:\nsinks: {}\nscanners: {}\ndns: { servers: [] }\negress: { allow: [] }\n")]
    [InlineData("facts: { wait: 5m }\ndelivery: { retry: [1m, 5m], expire: 2d }\nroutes: { inbound: default, outbound: default }\n")]
    [InlineData("secrets: { provider: file, path: ./keys }\nstorage: { database: \"sqlite:./data/chancery.db\", blobs: \"file:./data/blobs\" }\n")]
    public void Keys_of_the_contract_are_known(string more) => Assert.Empty(Read(Least + more).Findings);

    [Theory]
    [InlineData("sms: { http: { url: \"https://sms.example\" } }")]
    [InlineData("storage: { blobs: \"s3:bucket\" }")]
    [InlineData("secrets: { provider: pkcs11 }")]
    [InlineData("telemetry: { prometheus: true }")]
    public void What_would_be_ignored_is_refused(string more) =>
        Assert.Equal("CH7006", Assert.Single(Read(Least + more).Findings, f => f.Severity == Severity.Error).Code);

    [Theory]
    [InlineData("")]
    [InlineData("[[[[[")]
    [InlineData("- a\n- b\n")]
    [InlineData("a: *nowhere\n")]
    [InlineData("hostname: x\nhostname: y\n")]
    [InlineData("a: b\n---\nc: d\n")]
    [InlineData("\t: x")]
    public void Broken_settings_are_findings_with_a_place(string text)
    {
        var load = Read(text);
        Assert.Null(load.Settings);
        Assert.All(load.Findings, finding => Assert.True(finding is { Line: >= 1, Column: >= 1 } && finding.Message.Length > 0));
        Assert.NotEmpty(load.Findings);
    }

    [Fact]
    public void Deep_nesting_ends_nothing() => Assert.NotEmpty(Read("a: " + new string('[', 100_000)).Findings);

    private static SettingsLoad Read(string text, params (string Name, string Value)[] environment) =>
        SettingsReader.Read("/srv/gw/chancery.yaml", text, environment.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));
}
