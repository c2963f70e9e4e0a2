using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Bench.Smime;

/// <summary>One who signs and one who is encrypted to, with RSA keys, in a store of keys in memory.</summary>
internal sealed class Correspondents : IKeyStore
{
    public const string Anna = "anna@acme.example";
    public const string Bernd = "bernd@partner.example";

    private readonly List<StoredKey> _keys = [];

    public Correspondents(int bits)
    {
        foreach (var address in (string[])[Anna, Bernd])
        {
            using var key = RSA.Create(bits);
            using var certificate = Certificate(address, key);
            Files.Add(address, certificate.Export(X509ContentType.Pkcs12));
            _keys.Add(KeyOf(certificate, address, KeyRole.EndEntity, key.ExportPkcs8PrivateKey()));
            _keys.Add(KeyOf(certificate, address, KeyRole.Anchor, null) with { Fingerprint = "anchor-" + address });
        }
    }

    /// <summary>PKCS#12 without a password, for the programs to compare with.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>An ordinary mail with an attachment in base64, of about so many octets.</summary>
    public static byte[] Mail(int octets)
    {
        var content = RandomNumberGenerator.GetBytes(octets * 57 / 78);
        return Encoding.ASCII.GetBytes(
            $"From: {Anna}\r\nTo: {Bernd}\r\nSubject: Plan\r\nDate: Tue, 01 Dec 2026 10:00:00 +0100\r\nMessage-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe plan.\r\n--b\r\nContent-Type: application/octet-stream; name=plan.bin\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n");
    }

    public Task AddAsync(TenantId tenant, StoredKey key, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredKey>> ListAsync(TenantId tenant, CancellationToken cancel) => Of(_keys);

    public Task<IReadOnlyList<StoredKey>> FindAsync(TenantId tenant, string address, CancellationToken cancel) => Of(_keys.Where(key => key.Role == KeyRole.EndEntity && key.Addresses.Contains(address)));

    public Task<IReadOnlyList<StoredKey>> AuthoritiesAsync(TenantId tenant, CancellationToken cancel) => Of(_keys.Where(key => key.Role != KeyRole.EndEntity));

    public Task<byte[]?> PrivateKeyAsync(TenantId tenant, string fingerprint, CancellationToken cancel) =>
        Task.FromResult(_keys.Single(key => key.Fingerprint == fingerprint).PrivateKey?.ToArray());

    private static Task<IReadOnlyList<StoredKey>> Of(IEnumerable<StoredKey> keys) => Task.FromResult<IReadOnlyList<StoredKey>>([.. keys]);

    private static X509Certificate2 Certificate(string address, RSA key)
    {
        var request = new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private static StoredKey KeyOf(X509Certificate2 certificate, string address, KeyRole role, byte[]? pkcs8) => new(
        Fingerprint.Of(certificate), KeyKinds.Smime, role, [address], certificate.Subject, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(),
        certificate.RawData, pkcs8 is not null, pkcs8);
}
