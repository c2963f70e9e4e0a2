using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>The last look at what leaves: it must be what was decided, or it is told what is not.</summary>
public sealed class OutgoingCheckTests
{
    private static readonly KnownKeys Keys = KnownKeys.Of(Letter.Anna, Letter.Bernd);
    private static readonly KeyRing Ring = new(Keys, new FakeTimeProvider(KnownKeys.Now));

    [Fact]
    public async Task What_is_as_decided_passes()
    {
        var (anna, bernd) = (await CertificateAsync(Letter.Anna), await CertificateAsync(Letter.Bernd));

        Assert.Null(Of(await Letter.MakeAsync(Keys), [bernd], ContentCipher.Aes256Gcm, anna));
        Assert.Null(Of(await Letter.MakeAsync(Keys, content: "aes-256-cbc"), [bernd], ContentCipher.Aes256Cbc, null));
        Assert.Null(Of(await Letter.MakeAsync(Keys, encrypt: false), [], null, anna));
    }

    [Fact]
    public async Task What_is_not_as_decided_is_told()
    {
        var (anna, bernd) = (await CertificateAsync(Letter.Anna), await CertificateAsync(Letter.Bernd));
        var (sealedMail, signed) = (await Letter.MakeAsync(Keys), await Letter.MakeAsync(Keys, encrypt: false));

        Assert.Equal("it is not encrypted", Of(Letter.Clear(), [bernd], ContentCipher.Aes256Gcm, null));
        Assert.Equal("it is not encrypted", Of(signed, [bernd], ContentCipher.Aes256Gcm, anna));
        Assert.Equal("it is encrypted to somebody else", Of(sealedMail, [anna], ContentCipher.Aes256Gcm, null));
        Assert.Equal("it is encrypted to more or fewer than its recipients", Of(sealedMail, [anna, bernd], ContentCipher.Aes256Gcm, null));
        Assert.Equal("it is encrypted with aes-256-gcm instead of aes-128-gcm", Of(sealedMail, [bernd], ContentCipher.Aes128Gcm, null));
        Assert.Equal("it is not signed", Of(Letter.Clear(), [], null, anna));
        Assert.Equal("its signature does not fit", Of(signed.Replace("line one", "line two", StringComparison.Ordinal), [], null, anna));
        Assert.Equal("its signature does not fit", Of(signed, [], null, bernd));
        Assert.Equal("it names hidden recipients", Of("Bcc: x@y.example\r\n" + signed, [], null, anna));
    }

    private static string? Of(string mail, IReadOnlyList<X509Certificate2> recipients, ContentCipher? cipher, X509Certificate2? signer) =>
        OutgoingCheck.Of(new MemoryStream(Encoding.ASCII.GetBytes(mail)), recipients, cipher, signer, isTriple: false, default);

    private static async Task<X509Certificate2> CertificateAsync(string address) => (await Ring.ForEncryptionAsync(TenantId.Default, address, default)).Certificate!;
}
