using System.Text;
using Chancery.Protection.Cms;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>T16: both directions with openssl, over key kinds, ciphers, paddings and hashes.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const string Header = "From: Anna <anna@acme.example>\r\nTo: bernd@partner.example\r\nSubject: Plan\r\n";
    private const string Entity = "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe plan, line one.\r\n.two\r\n";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Ways() => new()
    {
        { "rsa:2048", "compatible" }, { "rsa:2048", "bsi-standard" }, { "rsa:3072", "edi-energy" },
        { "ec:P-256", "bsi-standard" }, { "ec:P-384", "edi-energy" }, { "ec:P-521", "compatible" },
        { "ec:brainpoolP256r1", "compatible" }, { "ec:brainpoolP384r1", "bsi-standard" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_we_make_openssl_and_we_ourselves_open(string key, string profile)
    {
        var (mailbox, authority) = await HouseAsync(key);
        var message = Encoding.ASCII.GetBytes(Header + "MIME-Version: 1.0\r\n" + Entity);

        foreach (var opaque in (bool[])[false, true])
        {
            var mail = await mailbox.ProtectAsync(message, "anna@acme.example", SmimeProfile.Of(profile, new Dictionary<string, string>()), opaque, "bernd@partner.example");

            var clear = await mailbox.DecryptAsync(mail, "bernd");
            Assert.Equal(Entity, Encoding.ASCII.GetString(await mailbox.VerifyAsync(clear, authority.Certificate)));
            await using var opened = await Opened.OpenAsync(mail, mailbox.Store(), Mailbox.Now);
            Assert.Equal(OpeningEnd.Complete, opened.End);
            Assert.Equal(2, opened.Layers.Count);
            Assert.Equal(profile != "compatible", ((SmimeLayer.Encrypted)opened.Layers[0]).IsAuthenticated);
            Assert.Equal((Verdict.Valid, "anna@acme.example"), (SignatureSummary.Of(opened)!.Verdict, SignatureSummary.Of(opened)!.Signer));
            Assert.Equal(Entity, await opened.Innermost!.TextAsync());
        }
    }

    [Theory]
    [InlineData("rsa:2048", "-aes-128-cbc", "", "")]
    [InlineData("rsa:2048", "-aes-256-gcm", "rsa_padding_mode:oaep", "rsa_padding_mode:pss")]
    [InlineData("rsa:2048", "-aes-128-gcm", "rsa_padding_mode:oaep,rsa_oaep_md:sha256", "rsa_padding_mode:pss,rsa_pss_saltlen:20")]
    [InlineData("rsa:3072", "-aes-192-cbc", "rsa_padding_mode:oaep,rsa_oaep_md:sha384", "")]
    [InlineData("ec:P-256", "-aes-256-cbc", "", "")]
    [InlineData("ec:P-256", "-aes-128-gcm", "ecdh_kdf_md:sha256", "")]
    [InlineData("ec:P-384", "-aes-256-gcm", "ecdh_kdf_md:sha384", "")]
    [InlineData("ec:P-521", "-aes-256-gcm", "ecdh_kdf_md:sha512", "")]
    [InlineData("ec:brainpoolP256r1", "-aes-128-cbc", "ecdh_kdf_md:sha256", "")]
    [InlineData("ec:brainpoolP384r1", "-aes-256-gcm", "ecdh_kdf_md:sha384", "")]
    public async Task What_openssl_makes_we_open(string key, string cipher, string encryption, string signing)
    {
        var (mailbox, _) = await HouseAsync(key);
        var entity = _folder.Write("entity.txt", Entity);

        foreach (var opaque in (bool[])[false, true])
        {
            var (signed, mail) = (_folder["signed.eml"], _folder["sealed.eml"]);
            await OpensslAsync(
                ["cms", "-sign", "-in", entity, "-out", signed, "-signer", _folder["anna.pem"], "-inkey", _folder["anna.key"], "-md", "sha384", "-binary", "-crlfeol", .. opaque ? (string[])["-nodetach"] : [], .. Options(signing)]);
            await OpensslAsync(
                ["cms", "-encrypt", "-in", signed, "-out", mail, cipher, "-binary", "-from", "anna@acme.example", "-to", "bernd@partner.example", "-recip", _folder["bernd.pem"], .. Options(encryption)]);

            await using var opened = await Opened.OpenAsync(mail, mailbox.Store(), Mailbox.Now);

            Assert.Equal((OpeningEnd.Complete, null), (opened.End, opened.Problem));
            Assert.Equal((Verdict.Valid, ""), (SignatureSummary.Of(opened)!.Verdict, SignatureSummary.Of(opened)!.Reason));
            Assert.Equal(Entity, await opened.Innermost!.TextAsync());
        }
    }

    [Fact]
    public async Task Triple_wrapped_and_by_key_identifier_and_with_ed25519()
    {
        var (mailbox, authority) = await HouseAsync("ED25519", "rsa:2048");
        var message = Encoding.ASCII.GetBytes(Header + "MIME-Version: 1.0\r\n" + Entity);

        var mail = await mailbox.ProtectAsync(message, "anna@acme.example", SmimeProfile.BsiStandard, opaque: true, triple: true, "bernd@partner.example");

        await using var opened = await Opened.OpenAsync(mail, mailbox.Store(), Mailbox.Now);
        Assert.Equal([typeof(SmimeLayer.Signed), typeof(SmimeLayer.Encrypted), typeof(SmimeLayer.Signed)], opened.Layers.Select(layer => layer.GetType()));
        Assert.Equal(Verdict.Valid, SignatureSummary.Of(opened)!.Verdict);
        Assert.Equal(Entity, await opened.Innermost!.TextAsync());
        var keyed = _folder["keyed.eml"];
        await OpensslAsync("cms", "-encrypt", "-keyid", "-in", _folder.Write("e.txt", Entity), "-out", keyed, "-aes-256-cbc", "-binary", "-recip", _folder["bernd.pem"]);
        await using var byIdentifier = await Opened.OpenAsync(keyed, mailbox.Store(), Mailbox.Now);
        Assert.True(byIdentifier.IsDecrypted);
    }

    /// <summary>Outermost a signature, then the encryption, then the signature of the author: openssl takes them off one by one.</summary>
    [Fact]
    public async Task Triple_wrapped_openssl_opens_it_and_the_last_check_sees_all_of_it()
    {
        var (mailbox, authority) = await HouseAsync("rsa:2048");
        var profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["tripleWrap"] = "true" });
        Assert.True(profile.TripleWrap);
        var mail = await mailbox.ProtectAsync(Encoding.ASCII.GetBytes(Header + "MIME-Version: 1.0\r\n" + Entity), "anna@acme.example", profile, opaque: false, triple: true, "bernd@partner.example");

        var encrypted = _folder.Write("within.eml", await mailbox.VerifyAsync(mail, authority.Certificate));
        Assert.Equal(Entity, Encoding.ASCII.GetString(await mailbox.VerifyAsync(await mailbox.DecryptAsync(encrypted, "bernd"), authority.Certificate)));
        using var anna = (await mailbox.Ring().ForSigningAsync(Policy.TenantId.Default, "anna@acme.example", default))!;
        var bernd = (await mailbox.Ring().ForEncryptionAsync(Policy.TenantId.Default, "bernd@partner.example", default)).Certificate!;
        var octets = await File.ReadAllBytesAsync(mail);
        Assert.Null(OutgoingCheck.Of(new MemoryStream(octets), [bernd], ContentCipher.Aes256Cbc, anna.Certificate, isTriple: true, default));
        Assert.Equal("it is encrypted to somebody else", OutgoingCheck.Of(new MemoryStream(octets), [anna.Certificate], ContentCipher.Aes256Cbc, anna.Certificate, isTriple: true, default));
        Assert.Equal("its signature does not fit", OutgoingCheck.Of(new MemoryStream(octets), [bernd], ContentCipher.Aes256Cbc, bernd, isTriple: true, default));
    }

    [Fact]
    public async Task X25519_is_agreed_with_and_opened()
    {
        var mailbox = new Mailbox(_folder);
        _folder.Write("carlos.pem", await File.ReadAllBytesAsync(CorpusFolder.Of("smime", "rfc9216", "carlos.encrypt.cert.pem")));
        _folder.Write("carlos.key", await File.ReadAllBytesAsync(CorpusFolder.Of("smime", "rfc9216", "carlos.encrypt.key.pem")));
        mailbox.Keep(CorpusFolder.Of("smime", "rfc9216", "ed25519-ca.cert.pem"), "carlos.pem", "carlos.key");
        var message = Encoding.ASCII.GetBytes(Header + "MIME-Version: 1.0\r\n" + Entity);

        var mail = await mailbox.ProtectAsync(message, null, SmimeProfile.BsiStandard, opaque: false, "carlos@smime.example");

        await using var opened = await Opened.OpenAsync(mail, mailbox.Store(), Mailbox.Now);
        Assert.True(opened.IsDecrypted);
        Assert.Equal(Entity, await opened.Innermost!.TextAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Options(string options) => [.. options.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(option => (string[])["-keyopt", option])];

    private async Task<(Mailbox Mailbox, Authority Authority)> HouseAsync(string key, string? recipientKey = null)
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example", key);
        await authority.IssueAsync("bernd", "bernd@partner.example", recipientKey ?? key);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key", "bernd.pem", "bernd.key");
        return (mailbox, authority);
    }
}
