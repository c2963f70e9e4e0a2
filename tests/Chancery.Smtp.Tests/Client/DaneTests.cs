using System.Security.Cryptography;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Client;

/// <summary>DANE (RFC 7672) with a real validating resolver over a signed zone.</summary>
public sealed class DaneTests
{
    private const string Body = "Subject: x\r\n\r\nsecret\r\n";

    private static readonly string Spki = Convert.ToHexString(SHA256.HashData(TestCertificate.Instance.Leaf.PublicKey.ExportSubjectPublicKeyInfo()));
    private static readonly string Full = Convert.ToHexString(SHA512.HashData(TestCertificate.Instance.Leaf.RawData));
    private static readonly string Root = Convert.ToHexString(SHA256.HashData(TestCertificate.Instance.Root.PublicKey.ExportSubjectPublicKeyInfo()));

    public static TheoryData<string, string, bool, string> Records => new()
    {
        { "no record, a server without TLS", "", false, "plain" },
        { "own key, SHA-256", $"3 1 1 {Spki}", true, "tls" },
        { "own certificate, SHA-512", $"3 0 2 {Full}", true, "tls" },
        { "another key", $"3 1 1 {Root}", true, "deferred" },
        { "one of two keys", $"3 1 1 {Root}\n_PORT._tcp.mx IN TLSA 3 1 1 {Spki}", true, "tls" },
        { "own key, a server that hides STARTTLS", $"3 1 1 {Spki}", false, "deferred" },
        { "nothing usable still needs TLS", $"1 1 1 {Root}", false, "deferred" },
        { "nothing usable, any certificate", $"1 1 1 {Root}", true, "tls" },
        { "an anchor that did not sign", $"2 1 1 {Spki}", true, "deferred" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task What_TLSA_records_say_of_a_server_holds(string name, string record, bool offersTls, string expected)
    {
        await using var server = new ScriptedServer(offersTls ? WithStartTls : ScriptedServer.Friendly);
        var tlsa = record.Length == 0 ? "" : $"_{server.Port}._tcp.mx IN TLSA {record.Replace("PORT", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}";
        await using var resolver = await Resolver.StartAsync($"@ IN MX 10 mx\nmx IN A 127.0.0.1\n{tlsa}");
        await using var sender = new Sender(dns: resolver.Lookup);
        var result = await sender.SendAsync(Mx(server.Port), Sender.Mail(), Body, "b@signed.example");
        Assert.True(expected == "deferred" == (result.Recipients[0].Verdict == TransportVerdict.Deferred), $"{name}: {result.Recipients[0].Reply}");
        Assert.Equal(expected == "tls" ? "TLS1.3" : null, result.Tls);
        if (expected == "deferred")
            Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zone_that_does_not_validate_keeps_the_mail_here()
    {
        await using var server = new ScriptedServer(WithStartTls);
        await using var resolver = await Resolver.StartAsync(
            "@ IN MX 10 mx\nmx IN A 127.0.0.1", spoil: zone => zone.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal));
        await using var sender = new Sender(dns: resolver.Lookup);
        var result = await sender.SendAsync(Mx(server.Port), Sender.Mail(), Body, "b@signed.example");
        Assert.Equal((TransportVerdict.Deferred, "4.4.3"), (result.Recipients[0].Verdict, result.Recipients[0].Status));
        Assert.Equal(0, server.Connections);
    }

    /// <summary>Anybody on the way could have written them.</summary>
    [Fact]
    public async Task Records_of_a_zone_that_is_not_signed_count_for_nothing()
    {
        await using var server = new ScriptedServer(WithStartTls);
        await using var resolver = await Resolver.StartAsync("", $"@ IN MX 10 mx\nmx IN A 127.0.0.1\n_{server.Port}._tcp.mx IN TLSA 3 1 1 {Root}");
        await using var sender = new Sender(dns: resolver.Lookup);
        var result = await sender.SendAsync(Mx(server.Port), Sender.Mail(), Body, "b@plain.example");
        Assert.Equal(TransportVerdict.Delivered, result.Recipients[0].Verdict);
    }

    [Fact]
    public async Task The_DNS_says_what_stands_in_the_zone()
    {
        await using var resolver = await Resolver.StartAsync("@ IN MX 20 b\n@ IN MX 10 a\na IN A 127.0.0.1\na IN AAAA ::1\nt IN TXT \"one \" \"two\"");
        var lookup = resolver.Lookup;
        var mx = await lookup.MxAsync("signed.example", default);
        Assert.Equal(["a.signed.example", "b.signed.example"], mx.Records.OrderBy(record => record.Preference).Select(record => record.Host));
        Assert.True(mx.IsSecure);
        Assert.Equal(["::1", "127.0.0.1"], (await lookup.AddressesAsync("a.signed.example", default)).Records.Select(address => address.ToString()));
        Assert.Equal(["one two"], (await lookup.TextAsync("t.signed.example", default)).Records);
        Assert.Equal(DnsFound.NoSuchName, (await lookup.MxAsync("none.signed.example", default)).Found);
        Assert.Equal(DnsFound.Nothing, (await lookup.MxAsync("a.signed.example", default)).Found);
    }

    private static NextHop Mx(int port) => new("internet", null, port, Mx: true, TlsMode.Opportunistic, []);

    private static string? WithStartTls(string command) =>
        command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-friendly\r\n250 STARTTLS" : command == "STARTTLS" ? "220 go" : ScriptedServer.Friendly(command);
}
