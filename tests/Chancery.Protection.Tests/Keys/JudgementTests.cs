using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Keys;

/// <summary>What the gateway thinks of a partner's certificate on 2 March 2026, and that it uses none but a valid one.</summary>
public sealed class JudgementTests : IDisposable
{
    private const string Address = "bernd@partner.example";
    private const string Mail = "extendedKeyUsage=emailProtection\n";

    private readonly TempFolder _folder = new();

    /// <summary>Name of the case, how it is issued, the judgement.</summary>
    public static TheoryData<string, Issue, string> Cases() => new()
    {
        { "good elliptic", new(), "valid" },
        { "good RSA", new(Key: "rsa:2048"), "valid" },
        { "no purpose stated at all", new(Extensions: "basicConstraints=CA:FALSE\n"), "valid" },
        { "any purpose", new(Extensions: "extendedKeyUsage=anyExtendedKeyUsage\n"), "valid" },
        { "ended", new(Until: "20260302085959Z"), "expired" },
        { "ends this second", new(Until: "20260302090000Z"), "expired" },
        { "ends in a second", new(Until: "20260302090001Z"), "valid" },
        { "begins this second", new(From: "20260302090000Z"), "valid" },
        { "begins next year", new(From: "20270101000000Z"), "notYetValid" },
        { "RSA 1024", new(Key: "rsa:1024"), "weak" },
        { "RSA 2047", new(Key: "rsa:2047"), "weak" },
        { "P-224", new(Key: "ec:secp224r1"), "weak" },
        { "signed with SHA-1", new(Digest: "sha1"), "weak" },
        { "for servers only", new(Extensions: "extendedKeyUsage=serverAuth\n"), "mismatch" },
        { "to sign only", new(Extensions: "keyUsage=digitalSignature\n" + Mail), "mismatch" },
        { "RSA to sign only", new(Key: "rsa:2048", Extensions: "keyUsage=digitalSignature,nonRepudiation\n" + Mail), "mismatch" },
        { "an Edwards key", new(Key: "ED25519", Extensions: Mail), "mismatch" },
        { "another address", new(Name: "berta@partner.example"), "none" },
        { "an address that ends alike", new(Name: "xbernd@partner.example"), "none" },
        { "capitals in the name", new(Name: "Bernd@Partner.EXAMPLE"), "valid" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Certificate_of_a_recipient(string name, Issue issue, string expected)
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", issue.Name, issue.Key, issue.Extensions, issue.Digest, issue.From, issue.Until);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem");

        var found = await mailbox.Ring().ForEncryptionAsync(TenantId.Default, Address, default);

        Assert.True(expected == found.Status.Name(), $"{name}: {found.Status.Name()}");
        Assert.Equal(found.Status == KeyStatus.Valid, found.Certificate is not null);
    }

    [Fact]
    public async Task Without_its_anchor_or_with_a_namesake_of_it_a_certificate_is_untrusted()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address);
        using var elsewhere = new TempFolder();
        var namesake = await Authority.CreateAsync(elsewhere);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(namesake.Certificate, "bernd.pem");

        Assert.Equal("untrusted", await StatusAsync(mailbox));
        _folder.Write("keys/anchors/right.pem", File.ReadAllBytes(authority.Certificate));
        Assert.Equal("valid", await StatusAsync(mailbox));
    }

    /// <summary>As <c>openssl req -x509</c> makes it where a usage is given: an authority by name that may sign no other.</summary>
    [Fact]
    public async Task A_self_signed_certificate_that_lies_among_the_anchors_is_valid()
    {
        var own = new Authority(_folder, "bernd");
        await own.IssueAsync("bernd", Address, extensions: "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature,keyEncipherment,keyAgreement\n", selfSigned: true);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(own.Certificate, "bernd.pem");

        Assert.Equal("valid", await StatusAsync(mailbox));
        File.Delete(_folder["keys", "anchors", "bernd.pem"]);
        Assert.Equal("untrusted", await StatusAsync(mailbox));
    }

    [Fact]
    public async Task A_chain_needs_its_intermediate_and_a_certificate_that_lies_with_the_others_is_no_anchor()
    {
        var authority = await Authority.CreateAsync(_folder);
        var below = await authority.IntermediateAsync("below");
        await below.IssueAsync("bernd", Address);
        var mailbox = new Mailbox(_folder);

        mailbox.Keep(authority.Certificate, "bernd.pem");
        Assert.Equal("untrusted", await StatusAsync(mailbox));
        mailbox.Keep(authority.Certificate, "below.pem");
        Assert.Equal("valid", await StatusAsync(mailbox));
        Directory.Delete(_folder["keys", "anchors"], recursive: true);
        mailbox.Keep(_folder["below.pem"]);
        File.Delete(_folder["keys", "below.pem"]);
        File.Move(_folder["keys", "anchors", "below.pem"], _folder["keys", "below.pem"]);
        Assert.Equal("untrusted", await StatusAsync(mailbox));
    }

    [Theory]
    [InlineData("rsa:1024", "sha256")]
    [InlineData("ec:P-256", "sha1")]
    public async Task A_weak_link_above_makes_it_weak(string key, string digest)
    {
        var authority = await Authority.CreateAsync(_folder);
        var below = await authority.IntermediateAsync("below", key, digest);
        await below.IssueAsync("bernd", Address);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "below.pem", "bernd.pem");

        Assert.Equal("weak", await StatusAsync(mailbox));
    }

    [Fact]
    public async Task A_certificate_that_is_no_authority_cannot_issue_others()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example");
        await new Authority(_folder, "anna").IssueAsync("bernd", Address);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "bernd.pem");

        Assert.Equal("untrusted", await StatusAsync(mailbox));
    }

    [Fact]
    public async Task Of_several_the_valid_one_that_lasts_longest_is_taken()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("old", Address, until: "20260101000000Z");
        await authority.IssueAsync("short", Address, until: "20270101000000Z");
        await authority.IssueAsync("long", Address, until: "20280101000000Z");
        await authority.IssueAsync("weak", Address, "rsa:1024", until: "20400101000000Z");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "old.pem", "short.pem", "long.pem", "weak.pem");

        var found = await mailbox.Ring().ForEncryptionAsync(TenantId.Default, Address, default);

        Assert.Equal(KeyStatus.Valid, found.Status);
        Assert.Equal("CN=long", found.Certificate!.Subject);
    }

    [Fact]
    public async Task A_key_to_encrypt_only_does_not_sign()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", Address, "rsa:2048", "keyUsage=keyEncipherment\n" + Mail);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem", "bernd.key");

        Assert.Null(await mailbox.Ring().ForSigningAsync(TenantId.Default, Address, default));
        Assert.Equal("valid", await StatusAsync(mailbox));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> StatusAsync(Mailbox mailbox) => (await mailbox.Ring().ForEncryptionAsync(TenantId.Default, Address, default)).Status.Name();
}
