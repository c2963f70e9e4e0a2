using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Smtp.Tests.Support;

namespace Chancery.Smtp.Tests.Server;

/// <summary>A peer is the connector only if it shows what the listener demands; else it is a stranger, and no stranger relays.</summary>
public sealed class ConnectorTests
{
    private const string Secret = "correct horse battery staple";

    [Theory]
    [InlineData("X-Gate: " + Secret + "\r\n", true)]
    [InlineData("x-gate:\r\n  " + Secret + "\r\n", true)]
    [InlineData("X-Gate: wrong\r\n", false)]
    [InlineData("X-Gate: " + Secret + "\r\nX-Gate: " + Secret + "\r\n", false)]
    [InlineData("", false)]
    public async Task A_secret_header_is_the_proof_and_goes_no_further(string field, bool proven)
    {
        await using var server = await StartAsync(new ConnectorDemands { SecretHeader = new HeaderDemand("X-Gate", Secret) });

        Assert.Equal(250, await SendAsync(server, $"From: a@x.example\r\n{field}Subject: x\r\n\r\nX-Gate: in the body\r\n", "b@ziel-a.example"));

        var message = Assert.Single(server.Reception.Messages);
        Assert.Equal(proven ? (SessionTrust.Internal, "m365") : (SessionTrust.Anonymous, null), (message.Session.Trust, message.Session.Connector));
        Assert.False(message.Session.Provisional);
        Assert.Equal("From: a@x.example\r\nSubject: x\r\n\r\nX-Gate: in the body\r\n", Encoding.ASCII.GetString(message.Content));
    }

    [Theory]
    [InlineData("X-Gate: " + Secret + "\r\n", 250)]
    [InlineData("X-Gate: wrong\r\n", 554)]
    [InlineData("", 554)]
    public async Task A_stranger_at_a_shared_address_does_not_relay(string field, int reply)
    {
        await using var server = await StartAsync(new ConnectorDemands { SecretHeader = new HeaderDemand("X-Gate", Secret) }, new TrustingReception());
        Assert.Equal(reply, await SendAsync(server, $"{field}Subject: x\r\n\r\nbody\r\n", "b@ziel-a.example", "c@fremd.example"));
        Assert.Equal(reply == 250 ? 1 : 0, server.Reception.Messages.Count);
    }

    [Fact]
    public async Task A_header_without_end_and_one_over_the_limit_prove_nothing()
    {
        await using var server = await StartAsync(new ConnectorDemands { SecretHeader = new HeaderDemand("X-Gate", Secret) });
        Assert.Equal(250, await SendAsync(server, "Subject: only a header\r\nX-Gate: " + Secret + "\r\n", "b@ziel-a.example"));
        Assert.Equal(250, await SendAsync(server, $"X-Long: {new string('x', 300_000)}\r\nX-Gate: {Secret}\r\n\r\nbody\r\n", "b@ziel-a.example"));
        Assert.Equal([SessionTrust.Internal, SessionTrust.Anonymous], server.Reception.Messages.Select(message => message.Session.Trust));
    }

    [Fact]
    public async Task An_owner_s_header_stays_and_counts_from_the_right_network_only()
    {
        var demands = new ConnectorDemands { Networks = Networks.Of("127.0.0.0/8"), OwnerHeader = new HeaderDemand("X-MS-Exchange-CrossTenant-Id", "3a9f") };
        const string mail = "X-MS-Exchange-CrossTenant-Id: 3a9f\r\nSubject: x\r\n\r\nbody\r\n";
        await using var near = await StartAsync(demands);
        await SendAsync(near, mail, "b@ziel-a.example");
        await SendAsync(near, mail.Replace("3a9f", "beef", StringComparison.Ordinal), "b@ziel-a.example");
        await using var far = await StartAsync(demands with { Networks = Networks.Of("192.0.2.0/24") });
        await SendAsync(far, mail, "b@ziel-a.example");

        Assert.Equal([SessionTrust.Internal, SessionTrust.Anonymous], near.Reception.Messages.Select(message => message.Session.Trust));
        Assert.Equal(SessionTrust.Anonymous, Assert.Single(far.Reception.Messages).Session.Trust);
        Assert.Equal(mail, Encoding.ASCII.GetString(near.Reception.Messages.First().Content));
    }

    [Theory]
    [InlineData("ours", null, true)]
    [InlineData("ours", "peer.acme.example", true)]
    [InlineData("ours", "other.example", false)]
    [InlineData("foreign", null, false)]
    [InlineData("fingerprint", null, true)]
    [InlineData("other fingerprint", null, false)]
    [InlineData("none", null, false)]
    public async Task A_client_s_certificate_is_the_proof(string shown, string? name, bool proven)
    {
        var folder = Directory.CreateTempSubdirectory("client").FullName;
        using var ours = Authority("CN=Peer CA");
        using var foreign = Authority("CN=Peer CA");
        using var certificate = Issue(shown == "foreign" ? foreign : ours);
        var roots = Path.Combine(folder, "roots.pem");
        await File.WriteAllTextAsync(roots, ours.ExportCertificatePem());
        var demand = new ClientCertificateDemand(
            shown.Contains("fingerprint", StringComparison.Ordinal) ? null : roots, name,
            shown == "fingerprint" ? certificate.GetCertHashString(HashAlgorithmName.SHA256) : shown == "other fingerprint" ? new string('A', 64) : null);
        await using var server = await StartAsync(new ConnectorDemands { Certificate = demand });
        using var client = await RawClient.GreetedAsync(server.Port);
        await client.AskAsync("STARTTLS");
        await client.StartTlsAsync(shown == "none" ? null : certificate);
        await ContinueAsync(client, "Subject: x\r\n\r\n", ["b@ziel-a.example"]);

        var session = Assert.Single(server.Reception.Messages).Session;
        Assert.Equal(proven ? SessionTrust.Internal : SessionTrust.Anonymous, session.Trust);
        Assert.Equal(proven ? "CN=peer.acme.example" : null, session.ClientCertificate);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<TestServer> StartAsync(ConnectorDemands demands, MemoryReception? reception = null) => TestServer.StartAsync(
        listener: TestServer.Listener(ListenerTls.StartTls) with { Trust = SessionTrust.Internal, Connector = "m365", Demands = demands },
        certificate: TestCertificate.Instance, reception: reception);

    private static async Task<int> SendAsync(TestServer server, string mail, params string[] to)
    {
        using var client = await RawClient.GreetedAsync(server.Port);
        return await ContinueAsync(client, mail, to);
    }

    private static async Task<int> ContinueAsync(RawClient client, string mail, string[] to)
    {
        foreach (var command in (string[])["EHLO c", "MAIL FROM:<a@x.example>", .. to.Select(address => $"RCPT TO:<{address}>")])
            Assert.StartsWith("250", (await client.AskAsync(command))[^1], StringComparison.Ordinal);
        Assert.StartsWith("354", (await client.AskAsync("DATA"))[^1], StringComparison.Ordinal);
        return int.Parse((await client.AskAsync(mail + "."))[^1].AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer.acme.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("peer.acme.example");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(10), [4, 3, 2, 1]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
