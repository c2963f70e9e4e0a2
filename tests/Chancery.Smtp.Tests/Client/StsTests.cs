using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Chancery.Engine.Egress;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Smtp.Client.Dns;
using Chancery.Smtp.Client.Sts;
using Chancery.Smtp.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Smtp.Tests.Client;

/// <summary>MTA-STS (RFC 8461) with a real web server for policies.</summary>
public sealed class StsTests
{
    private static readonly EgressSettings Loopback = new([new EgressRule(IPNetwork.Parse("127.0.0.0/8"), null)]);

    [Theory]
    [InlineData("enforce", "127.0.0.1", true, "tls")]
    [InlineData("enforce", "127.0.0.1", false, "deferred")]
    [InlineData("enforce", "mx.other.example", true, "deferred")]
    [InlineData("testing", "mx.other.example", false, "plain")]
    [InlineData("none", "mx.other.example", false, "plain")]
    public async Task A_policy_is_kept_to(string mode, string mx, bool trusted, string expected)
    {
        var (verdict, tls) = await SendAsync($"version: STSv1\nmode: {mode}\nmx: {mx}\nmax_age: 86400\n", trusted, Loopback);
        Assert.Equal(expected == "deferred" ? TransportVerdict.Deferred : TransportVerdict.Delivered, verdict);
        Assert.Equal(expected == "tls" ? "TLS1.3" : null, tls);
    }

    /// <summary>A policy that cannot be had is none (RFC 8461 section 3.3); where it lies must not lead into the house.</summary>
    [Theory]
    [InlineData("redirect")]
    [InlineData("huge")]
    [InlineData("missing")]
    [InlineData("house")]
    [InlineData("garbage")]
    public async Task A_policy_that_cannot_be_had_is_none(string how)
    {
        var policy = "version: STSv1\nmode: enforce\nmx: mx.other.example\nmax_age: 86400\n";
        var (verdict, _) = await SendAsync(how == "garbage" ? "<html>" : policy, trusted: false, how == "house" ? EgressSettings.PublicOnly : Loopback, how);
        Assert.Equal(TransportVerdict.Delivered, verdict);
    }

    [Theory]
    [InlineData("mx.a.example", "mx.a.example", true)]
    [InlineData("*.a.example", "mx.a.example", true)]
    [InlineData("*.a.example", "MX.A.example.", true)]
    [InlineData("*.a.example", "a.example", false)]
    [InlineData("*.a.example", "x.mx.a.example", false)]
    [InlineData("mx.a.example", "mx.b.example", false)]
    public void Patterns_match_one_label(string pattern, string host, bool expected) =>
        Assert.Equal(expected, StsPolicy.Parse($"version: STSv1\r\nmode: enforce\r\nmx: {pattern}\r\nmax_age: 1\r\n").Allows(host));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void No_address_of_a_house_is_public(string address) => Assert.False(PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("9.9.9.9")]
    [InlineData("2620:fe::fe")]
    public void Others_are(string address) => Assert.True(PublicAddresses.Contains(IPAddress.Parse(address)));

    private static async Task<(TransportVerdict Verdict, string? Tls)> SendAsync(string policy, bool trusted, EgressSettings egress, string how = "")
    {
        await using var web = await PolicyHostAsync(policy, how);
        var port = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        await using var server = new ScriptedServer(command =>
            command.StartsWith("EHLO", StringComparison.Ordinal) && trusted ? "250-friendly\r\n250 STARTTLS" : command == "STARTTLS" ? "220 go" : ScriptedServer.Friendly(command));
        var zone = new Zone
        {
            Mx = { ["z.example"] = DnsAnswer.Of<MxData>([new(10, "127.0.0.1")], isSecure: false) },
            Text = { ["_mta-sts.z.example"] = DnsAnswer.Of<string>(["v=STSv1; id=20260302;"], isSecure: false) },
        };
        var withPort = new EgressSettings([.. egress.Allow.Select(rule => rule with { Port = port })]);
        await using var sender = new Sender(Sender.Options with { StsPort = port, TrustedRoots = [TestCertificate.Instance.Root] }, zone, egress: withPort);
        var result = await sender.SendAsync(
            new NextHop("internet", null, server.Port, Mx: true, TlsMode.Opportunistic, []), Sender.Mail(), "Subject: x\r\n\r\nx\r\n", "b@z.example");
        return (result.Recipients[0].Verdict, result.Tls);
    }

    private static async Task<WebApplication> PolicyHostAsync(string policy, string how)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        var host = builder.Build();
        host.Run(async context =>
        {
            if (how == "redirect" && !context.Request.Path.StartsWithSegments("/there"))
                context.Response.Redirect("/there");
            else if (how == "missing" || (how != "redirect" && context.Request.Path != "/.well-known/mta-sts.txt"))
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else
            {
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync(policy + (how == "huge" ? new string('\n', 70_000) : ""));
            }
        });
        await host.StartAsync();
        return host;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mta-sts.z.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mta-sts.z.example");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(TestCertificate.Instance.Root, TestCertificate.Instance.Leaf.NotBefore, TestCertificate.Instance.Leaf.NotAfter, [9]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
