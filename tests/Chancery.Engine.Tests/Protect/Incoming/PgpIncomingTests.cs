using System.Text;
using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Making;

namespace Chancery.Engine.Tests.Protect.Incoming;

/// <summary>OpenPGP that comes in is opened at its root, and delivered as the rules say.</summary>
public sealed class PgpIncomingTests
{
    private const string Strip = "rules: [ { id: in, then: [ { decrypt: { policy: strip } }, { verify: { policy: strip } } ] } ]";
    private const string Decrypt = "rules: [ { id: in, then: [ { decrypt: { policy: strip } } ] } ]";

    [Fact]
    public async Task Decrypted_and_verified_it_arrives_in_the_clear_with_the_results()
    {
        await using var house = await HouseAsync(Strip);
        var arrived = await ArriveAsync(house, await MakeAsync(house));

        Assert.Contains("Subject: [decrypted] [signed] Plan\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Chancery-Info-Encryption: pgp; decrypted; cipher=aes-256-cfb\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Chancery-Info-Signature: pgp; valid; signer=bernd@partner.example\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("mallory", arrived, StringComparison.Ordinal);
        Assert.EndsWith("Content-Type: text/plain; charset=us-ascii\r\n\r\nSecret words.\r\n", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decrypted_only_the_signature_stands_beside_its_content_and_still_fits()
    {
        await using var house = await HouseAsync(Decrypt);
        var arrived = await ArriveAsync(house, await MakeAsync(house));
        Assert.Contains("protocol=\"application/pgp-signature\"", arrived, StringComparison.Ordinal);

        house.Replace(Strip);
        house.Hop.Taken.Clear();
        Assert.Contains("[signed]", await ArriveAsync(house, arrived), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subject_that_was_protected_inside_comes_back_B44()
    {
        await using var house = await HouseAsync(Strip);
        var mail = await MakeAsync(house, profile: PgpProfile.Compatible with { HeaderProtection = true });
        Assert.Contains("Subject: [...]\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: [decrypted] [signed] Plan\r\n", await ArriveAsync(house, mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_ciphertext_stays_as_it_came_B46_B51()
    {
        await using var house = await HouseAsync(Strip);
        var lines = (await MakeAsync(house)).Split("\r\n");
        var last = Array.FindLastIndex(lines, line => line.Length > 40);
        lines[last] = lines[last][..8] + (lines[last][8] == 'A' ? 'B' : 'A') + lines[last][9..];
        var arrived = await ArriveAsync(house, string.Join("\r\n", lines));

        Assert.Contains("X-Chancery-Info-Encryption: pgp; not decrypted\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words.", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_by_somebody_else_than_From_it_is_no_valid_signature_B41()
    {
        await using var house = await HouseAsync(Strip);
        var arrived = await ArriveAsync(house, await MakeAsync(house, Partner.Plain.Replace($"Bernd <{Partner.Bernd}>", "boss@partner.example", StringComparison.Ordinal), to: null));

        Assert.Contains("[bad-signature]", arrived, StringComparison.Ordinal);
        Assert.Contains("pgp; invalid; cause=mismatch;\r\n signer=bernd@partner.example", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_verify_is_held_where_the_policy_refuses_it_B40()
    {
        await using var house = await HouseAsync("rules: [ { id: in, then: [ { verify: { policy: strip, rejectBad: true } } ] } ]");
        var mail = (await MakeAsync(house, to: null)).Replace("Secret words.", "Secret swords", StringComparison.Ordinal);
        var record = await house.PassAsync(Partner.Bernd, [House.Anna], mail, SessionTrust.Anonymous);
        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
    }

    [Fact]
    public async Task Text_beside_a_signed_block_makes_it_partly_signed_B42()
    {
        await using var house = await HouseAsync(Strip);
        var signed = await MakeAsync(house, to: null);
        var signature = signed[signed.IndexOf("-----BEGIN PGP SIGNATURE", StringComparison.Ordinal)..(signed.IndexOf("-----END PGP SIGNATURE-----", StringComparison.Ordinal) + 27)];
        var arrived = await ArriveAsync(house, Partner.Plain.Replace("Secret words.\r\n", $"Pay now.\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nSecret words.\r\n{signature}\r\n", StringComparison.Ordinal));
        Assert.Contains("[bad-signature]", arrived, StringComparison.Ordinal);
        Assert.Contains("partly signed", arrived, StringComparison.Ordinal);
        Assert.Contains("Pay now.", arrived, StringComparison.Ordinal);
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
        var arrived = await ArriveAsync(house, await MakeAsync(house, mail));

        Assert.Contains("X-Seen: verified\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("X-Within: plan\r\n", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words.", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_in_the_text_is_opened_and_its_words_count()
    {
        await using var house = await HouseAsync("rules: [ { id: word, if: { content: { detector: iban } }, then: [ { header: { add: { name: X-Word, value: seen } } } ] }, { id: in, then: [ { decrypt: { policy: strip } } ] } ]");
        var sealedMail = await MakeAsync(house, Partner.Plain.Replace("Secret words.", "Secret words: DE89 3704 0044 0532 0130 00.", StringComparison.Ordinal));
        var armour = sealedMail[sealedMail.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal)..(sealedMail.IndexOf("-----END PGP MESSAGE-----", StringComparison.Ordinal) + 25)];
        var arrived = await ArriveAsync(house, Partner.Plain.Replace("Secret words.", armour, StringComparison.Ordinal));
        Assert.Contains("X-Word: seen\r\n", arrived, StringComparison.Ordinal);
        Assert.Contains("Secret words: DE89", arrived, StringComparison.Ordinal);
    }

    internal static async Task<House> HouseAsync(string policy)
    {
        var house = await House.OpenAsync(policy);
        foreach (var address in new[] { House.Anna, Partner.Bernd })
            await house.Keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{address}>", house.Time.GetUtcNow().AddDays(-1)), default);
        return house;
    }

    internal static async Task<string> MakeAsync(House house, string? text = null, bool sign = true, string? to = House.Anna, PgpProfile? profile = null, string signer = Partner.Bernd)
    {
        var ring = new PgpKeyRing(house.Keys, house.Time);
        using var identity = sign ? await ring.ForSigningAsync(TenantId.Default, signer, default) : null;
        List<PgpRecipient> recipients = to is null ? [] : [(await ring.ForEncryptionAsync(TenantId.Default, to, default)).Recipient!];
        using var output = new MemoryStream();
        var job = new PgpJob(new MemoryStream(Encoding.ASCII.GetBytes(text ?? Partner.Plain))) { Signer = identity, Recipients = recipients, SigningTime = house.Time.GetUtcNow(), Boundary = "b0undary", Profile = profile ?? PgpProfile.Compatible };
        await PgpProtector.WriteAsync(job, output, default);
        return Encoding.ASCII.GetString(output.ToArray());
    }

    private static async Task<string> ArriveAsync(House house, string mail)
    {
        await house.PassAsync(Partner.Bernd, [House.Anna], mail, SessionTrust.Anonymous);
        return Assert.Single(house.Hop.Taken).Text;
    }
}
