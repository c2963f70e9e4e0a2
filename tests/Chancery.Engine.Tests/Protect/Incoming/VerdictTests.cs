using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;

namespace Chancery.Engine.Tests.Protect.Incoming;

/// <summary>
/// What is wrong with a certificate: of who signed to us, each with a fact, a reason and a header of its own; of who is written to, each with
/// a state of its own, and never a mail in the clear.
/// </summary>
public sealed class VerdictTests
{
    private const string Verify =
        """
        rules:
          - { id: in, then: [ { verify: { policy: strip } } ] }
          - { id: revoked, if: { crypto.signature: revoked }, then: [ { header: { add: { name: X-Seen, value: revoked } } } ] }
          - { id: expired, if: { crypto.signature: expired }, then: [ { header: { add: { name: X-Seen, value: expired } } } ] }
          - { id: early, if: { crypto.signature: notYetValid }, then: [ { header: { add: { name: X-Seen, value: notYetValid } } } ] }
          - { id: untrusted, if: { crypto.signature: untrusted }, then: [ { header: { add: { name: X-Seen, value: untrusted } } } ] }
          - { id: weak, if: { crypto.signature: weak }, then: [ { header: { add: { name: X-Seen, value: weak } } } ] }
          - { id: mismatch, if: { crypto.signature: mismatch }, then: [ { header: { add: { name: X-Seen, value: mismatch } } } ] }
          - { id: changed, if: { crypto.signature: changed }, then: [ { header: { add: { name: X-Seen, value: changed } } } ] }
          - { id: unreadable, if: { crypto.signature: unreadable }, then: [ { header: { add: { name: X-Seen, value: unreadable } } } ] }
        """;

    private const string Encrypt = "rules: [ { id: out, if: { recipient.domain: partner.example }, then: [ { protect: [smime] } ] } ]";

    [Theory]
    [InlineData("revoked by us", "revoked", "the certificate is revoked")]
    [InlineData("revoked by its authority", "revoked", "the certificate is revoked")]
    [InlineData("expired", "expired", "the certificate has expired")]
    [InlineData("not yet valid", "notYetValid", "the certificate is not yet valid")]
    [InlineData("untrusted", "untrusted", "the certificate chains to a root that is not trusted")]
    [InlineData("weak", "weak", "weak: rsa-1024")]
    [InlineData("of somebody else", "mismatch", "signed by carla@partner.example, who is not the From address")]
    [InlineData("for servers", "mismatch", "the certificate is not made for signing mail")]
    [InlineData("changed", "changed", "the content was changed after it was signed")]
    [InlineData("damaged", "unreadable", "")]
    public async Task B40_each_fault_of_a_signer_has_a_fact_and_a_reason_of_its_own(string fault, string state, string reason)
    {
        await using var house = await House.OpenAsync(Verify);
        using var authority = new Issuer(house.Time.GetUtcNow());
        var signer = authority.For(fault, Partner.Bernd);
        await house.Keys.AddAsync(TenantId.Default, authority.Anchor, default);
        await house.Keys.AddAsync(TenantId.Default, signer.Known with { HasPrivateKey = false, PrivateKey = null }, default);
        foreach (var said in authority.SaidOf(fault, signer.Known))
            await house.Keys.AddAsync(TenantId.Default, said, default);

        await house.PassAsync(Partner.Bernd, [House.Anna], Damaged(fault, await SignAsync(signer, house.Time.GetUtcNow())), SessionTrust.Anonymous);

        var arrived = Assert.Single(house.Hop.Taken).Text.Replace("\r\n ", " ", StringComparison.Ordinal);
        Assert.Contains($"X-Seen: {state}\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains($"X-Chancery-Info-Signature: smime; invalid; cause={state}", arrived, StringComparison.Ordinal);
        Assert.Contains($"reason={reason}", arrived, StringComparison.Ordinal);
        Assert.Contains("Subject: [bad-signature] Plan\r\n", arrived, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revoked by us", "revoked")]
    [InlineData("revoked by its authority", "revoked")]
    [InlineData("expired", "expired")]
    [InlineData("not yet valid", "notYetValid")]
    [InlineData("untrusted", "untrusted")]
    [InlineData("weak", "weak")]
    [InlineData("for servers", "mismatch")]
    [InlineData("unparsable", "unreadable")]
    public async Task B55_each_fault_of_a_recipient_holds_and_nothing_leaves_in_the_clear(string fault, string state)
    {
        await using var house = await House.OpenAsync(Encrypt);
        using var authority = new Issuer(house.Time.GetUtcNow());
        var known = authority.For(fault, Partner.Bernd).Known with { HasPrivateKey = false, PrivateKey = null };
        await house.Keys.AddAsync(TenantId.Default, authority.Anchor, default);
        await house.Keys.AddAsync(TenantId.Default, fault == "unparsable" ? known with { Certificate = [0x30, 0x03, 1, 2, 3] } : known, default);
        foreach (var said in authority.SaidOf(fault, known))
            await house.Keys.AddAsync(TenantId.Default, said, default);

        var record = await house.PassAsync(House.Anna, [Partner.Bernd]);

        var group = Assert.Single(record.Groups);
        Assert.Equal(GroupState.Held, group.State);
        Assert.Equal([(false, state)], group.Plan.Tried.Select(attempt => (attempt.Ok, attempt.Reason ?? "")));
        Assert.DoesNotContain(house.Hop.Attempts, mail => mail.To.Contains(Partner.Bernd));
    }

    [Fact]
    public async Task B56_one_of_fifty_without_a_certificate_is_treated_by_itself()
    {
        await using var house = await House.OpenAsync("rules: [ { id: out, if: { recipient.domain: partner.example }, then: [ { protect: [smime, tls] } ] } ]");
        string[] people = [.. Enumerable.Range(1, 50).Select(number => $"p{number}@partner.example")];
        await house.AddKeysAsync(people[..49]);

        var record = await house.PassAsync(House.Anna, people);

        Assert.Equal(49, house.Hop.Taken.Where(mail => mail.Text.Contains("enveloped-data", StringComparison.OrdinalIgnoreCase)).SelectMany(mail => mail.To).Distinct().Count());
        var clear = Assert.Single(house.Hop.Taken, mail => mail.Text.Contains("Secret words", StringComparison.Ordinal));
        Assert.Equal([people[49]], clear.To);
        Assert.Equal(Engine.Settings.TlsMode.Required, clear.MinimumTls);
        Assert.All(record.Groups, group => Assert.Equal(GroupState.Delivered, group.State));
    }

    private static string Damaged(string fault, string mail)
    {
        if (fault == "changed")
            return mail.Replace("Secret words.", "Secret swords", StringComparison.Ordinal);
        if (fault != "damaged")
            return mail;
        var at = mail.IndexOf("smime.p7s\"\r\n\r\n", StringComparison.Ordinal) + 40;
        return mail[..at] + "\r\n--b0undary--\r\n";
    }

    private static async Task<string> SignAsync(Issued signer, DateTimeOffset now)
    {
        using var output = new MemoryStream();
        var time = now < signer.Known.NotBefore || now > signer.Known.NotAfter ? signer.Known.NotBefore.AddMinutes(1) : now;
        await SmimeProtector.WriteAsync(
            new SmimeJob(new MemoryStream(Encoding.ASCII.GetBytes(Partner.Plain))) { Signer = await signer.IdentityAsync(), SigningTime = time, Boundary = "b0undary" }, output, default);
        return Encoding.ASCII.GetString(output.ToArray());
    }

    /// <summary>A certificate with what it takes to sign by it, whatever is wrong with it.</summary>
    private sealed record Issued(StoredKey Known, Issuer By)
    {
        /// <summary>By a ring that lives when the certificate is good.</summary>
        public Task<SigningIdentity> IdentityAsync() => Task.FromResult(SigningIdentity.Open(X509CertificateLoader.LoadCertificate(Known.Certificate), [By.Certificate], Known.PrivateKey!));
    }

    private sealed class Issuer(DateTimeOffset now) : IDisposable
    {
        private readonly List<IDisposable> _made = [];
        private X509Certificate2? _root;
        private ECDsa? _key;

        public X509Certificate2 Certificate => _root ??= Root("CN=Good CA", out _key);

        public StoredKey Anchor => KeyOf(Certificate, KeyRole.Anchor, [], null);

        public Issued For(string fault, string address)
        {
            var root = Certificate;
            var by = _key!;
            if (fault == "untrusted")
                root = Root("CN=Stranger CA", out by);
            using AsymmetricAlgorithm key = fault == "weak" ? RSA.Create(1024) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = key is RSA rsa
                ? new CertificateRequest($"CN={address}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest($"CN={address}", (ECDsa)key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            var whose = fault == "of somebody else" ? "carla@partner.example" : address;
            names.AddEmailAddress(whose);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(fault == "for servers" ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.4")], false));
            var (from, until) = fault switch { "expired" => (-20, -10), "not yet valid" => (10, 20), _ => (-1, 300) };
            using var certificate = request.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(by), now.AddDays(from), now.AddDays(until), [1, 2, 3, 4, 5, 6, 7, 8]);
            var pkcs8 = key.ExportPkcs8PrivateKey();
            return new Issued(KeyOf(certificate, KeyRole.EndEntity, [whose], pkcs8), this) { By = fault == "untrusted" ? new Issuer(now) { _root = root, _key = by } : this };
        }

        /// <summary>What else is known of it.</summary>
        public IEnumerable<StoredKey> SaidOf(string fault, StoredKey key)
        {
            if (fault == "revoked by us")
                yield return KeyRevocation.EntryFor(key, "has left", now);
            if (fault != "revoked by its authority")
                yield break;
            var list = new CertificateRevocationListBuilder();
            list.AddEntry(X509CertificateLoader.LoadCertificate(key.Certificate), now.AddDays(-1));
            using var withKey = Certificate.CopyWithPrivateKey(_key!);
            var import = new KeyImport();
            import.Add(list.Build(withKey, 1, now.AddDays(300), HashAlgorithmName.SHA256, thisUpdate: now.AddDays(-1)), "list", null);
            foreach (var entry in import.Join(asAnchor: false, []).Keys)
                yield return entry;
        }

        public void Dispose()
        {
            foreach (var made in _made)
                made.Dispose();
        }

        private X509Certificate2 Root(string name, out ECDsa key)
        {
            key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            using var own = request.CreateSelfSigned(now.AddDays(-100), now.AddDays(1000));
            _made.Add(key);
            return X509CertificateLoader.LoadCertificate(own.RawData);
        }

        private static StoredKey KeyOf(X509Certificate2 certificate, KeyRole role, string[] addresses, byte[]? pkcs8) => new(
            Fingerprint.Of(certificate), KeyKinds.Smime, role, addresses, certificate.Subject, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(),
            certificate.RawData, pkcs8 is not null, pkcs8);
    }
}
