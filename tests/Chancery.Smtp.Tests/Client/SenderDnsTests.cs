using System.Net;
using Chancery.Engine.Egress;
using Chancery.Engine.Settings;
using Chancery.Mail.Dkim;
using Chancery.Mail.Dmarc;
using Chancery.Mail.Spf;
using Chancery.Smtp.Client;
using Chancery.Smtp.Client.Destinations;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Smtp.Tests.Client;

/// <summary>Questions of sender authentication and of <c>nexthop.tls</c> to a real resolver.</summary>
public sealed class SenderDnsTests
{
    private const string Plain = """
        @ IN TXT "v=spf1 mx a:alias.plain.example " "-all"
        @ IN MX 10 mail
        mail IN A 192.0.2.20
        alias IN CNAME mail
        sub IN TXT "v=spf1 include:plain.example ~all"
        none IN TXT "nothing of interest"
        _dmarc IN TXT "v=DMARC1; p=reject"
        """;

    private const string Signed = """
        @ IN MX 10 mail
        mail IN A 192.0.2.30
        _25._tcp.mail IN TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        bare IN MX 10 other
        other IN A 192.0.2.31
        """;

    [Fact]
    public async Task Records_are_found_joined_and_followed()
    {
        await using var resolver = await Resolver.StartAsync(Signed, Plain);
        var dns = new DnsRecords(resolver.Lookup);
        Assert.Equal(SpfResult.Pass, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.20"), "x.example", "a@plain.example"), dns, default));
        Assert.Equal(SpfResult.Fail, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.21"), "x.example", "a@plain.example"), dns, default));
        Assert.Equal(SpfResult.Pass, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.20"), "x.example", "a@sub.plain.example"), dns, default));
        Assert.Equal(SpfResult.SoftFail, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.21"), "x.example", "a@sub.plain.example"), dns, default));
        Assert.Equal(SpfResult.None, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.21"), "x.example", "a@none.plain.example"), dns, default));
        Assert.Equal(SpfResult.None, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.21"), "x.example", "a@missing.plain.example"), dns, default));
        Assert.Equal(DmarcResult.Pass, await DmarcVerifier.VerifyAsync(["news.plain.example"], SpfResult.None, null, [new DkimResult(DkimVerdict.Pass, "plain.example", "s")], dns, default));
        Assert.Equal(DmarcResult.Fail, await DmarcVerifier.VerifyAsync(["news.plain.example"], SpfResult.None, null, [], dns, default));
        Assert.Equal(DmarcResult.Pass, await DmarcVerifier.VerifyAsync(["plain.example"], SpfResult.None, null, [new DkimResult(DkimVerdict.Pass, "plain.example", "s")], dns, default));
        Assert.Equal(DmarcResult.Fail, await DmarcVerifier.VerifyAsync(["plain.example"], SpfResult.None, null, [], dns, default));
        // The resolver knows nothing above its zones.
        Assert.Equal(DmarcResult.Pass, await DmarcVerifier.VerifyAsync(["plain.example"], SpfResult.Pass, "sub.plain.example", [], dns, default));
        Assert.Equal(DmarcResult.Pass, await DmarcVerifier.VerifyAsync(["sub.plain.example"], SpfResult.None, null, [new DkimResult(DkimVerdict.Pass, "plain.example", "s")], dns, default));
        Assert.Equal(DmarcResult.Fail, await DmarcVerifier.VerifyAsync(["plain.example"], SpfResult.Pass, "evil.other.example", [], dns, default));
    }

    [Fact]
    public async Task A_resolver_that_is_gone_is_no_domain_without_records()
    {
        var resolver = await Resolver.StartAsync(Signed, Plain);
        var dns = new DnsRecords(resolver.Lookup);
        await resolver.DisposeAsync();
        Assert.Equal(SpfResult.TempError, await SpfVerifier.VerifyAsync(new SpfClient(IPAddress.Parse("192.0.2.20"), "x.example", "a@plain.example"), dns, default));
        Assert.Equal(DmarcResult.TempError, await DmarcVerifier.VerifyAsync(["plain.example"], SpfResult.Pass, "plain.example", [], dns, default));
        Assert.Null(await Security(resolver).LookAsync(Hop(TlsMode.Opportunistic), "signed.example", default));
    }

    [Fact]
    public async Task Next_hops_are_known_by_what_they_are_bound_to()
    {
        await using var resolver = await Resolver.StartAsync(Signed, Plain);
        var security = Security(resolver);
        Assert.Equal("dane", await security.LookAsync(Hop(TlsMode.Opportunistic), "signed.example", default));
        Assert.Equal("opportunistic", await security.LookAsync(Hop(TlsMode.Opportunistic), "bare.signed.example", default));
        Assert.Equal("verified", await security.LookAsync(Hop(TlsMode.Verified), "plain.example", default));
        Assert.Equal("none", await security.LookAsync(Hop(TlsMode.None), "signed.example", default));
        Assert.Equal("none", await security.LookAsync(Hop(TlsMode.Opportunistic), "missing.signed.example", default));
        Assert.Equal("verified", await security.LookAsync(Hop(TlsMode.Verified) with { Mx = false, Host = "relay.example" }, "signed.example", default));
    }

    [Fact]
    public async Task Records_that_do_not_validate_are_no_answer()
    {
        await using var resolver = await Resolver.StartAsync(Signed, Plain, spoil: zone => zone.Replace("192.0.2.30", "192.0.2.99", StringComparison.Ordinal));
        Assert.Null(await Security(resolver).LookAsync(Hop(TlsMode.Opportunistic), "signed.example", default));
    }

    private static NextHop Hop(TlsMode tls) => new("internet", null, 25, Mx: true, tls, []);

    private static HopSecurity Security(Resolver resolver)
    {
        var dns = resolver.Lookup;
        var http = new GuardedHttp(() => EgressSettings.PublicOnly, async (host, cancel) => (await dns.AddressesAsync(host, cancel)).Records, TimeProvider.System);
        return new HopSecurity(dns, http, new SmtpClientOptions { Hostname = "gw.acme.example" }, TimeProvider.System, NullLogger<HopSecurity>.Instance);
    }
}
