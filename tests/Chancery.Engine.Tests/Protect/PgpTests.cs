using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Support;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.Tests.Support;

namespace Chancery.Engine.Tests.Protect;

/// <summary>Mail that leaves by OpenPGP, with GnuPG as the one who opens it.</summary>
public sealed class PgpTests : IDisposable
{
    private const string Safe = "rules: [ { id: safe, then: [ { sign: pgp }, { protect: [pgp] } ] } ]";
    private const string Bernd = "bernd@partner.example";
    private const string Clara = "clara@partner.example";

    private readonly Gnupg _gpg = new();

    [Theory]
    [InlineData("future-default", "future-default")]
    [InlineData("rsa3072", "rsa3072")]
    [InlineData("future-default", "rsa2048")]
    [InlineData("rsa3072", "future-default")]
    public async Task Signed_and_encrypted_it_is_opened_by_gpg(string ours, string theirs)
    {
        await using var house = await HouseAsync(Safe, (House.Anna, ours), (Bernd, theirs));
        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Equal((Method.Pgp, Signature.Pgp), (record.Groups[0].Plan.Protection, record.Groups[0].Plan.Sign));
        var mail = Assert.Single(house.Hop.Taken).Text;
        Assert.DoesNotContain("Secret words", mail, StringComparison.Ordinal);
        var (clear, signer) = await _gpg.DecryptAsync(mail);
        Assert.EndsWith("Secret words.\r\n", clear, StringComparison.Ordinal);
        Assert.Equal(House.Anna, signer);
    }

    [Fact]
    public async Task Only_signed_it_is_verified_by_gpg()
    {
        await using var house = await HouseAsync("rules: [ { id: signed, then: [ { sign: { with: pgp, level: required } } ] } ]", (House.Anna, "rsa3072"));
        await house.PassAsync(House.Anna, [Bernd], $"From: {House.Anna}\nTo: {Bernd}\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße aus Köln.\n");
        var mail = Assert.Single(house.Hop.Taken).Text;
        Assert.Contains("micalg=pgp-sha256", mail, StringComparison.Ordinal);
        Assert.Equal(House.Anna, await _gpg.VerifyAsync(mail));
    }

    [Fact]
    public async Task A_recipient_without_a_key_gets_the_next_method_and_never_plain_mail_B55_B56()
    {
        await using var house = await HouseAsync(Safe, (House.Anna, "future-default"), (Bernd, "future-default"));
        var record = await house.PassAsync(House.Anna, [Bernd, Clara]);

        Assert.Equal([Bernd], Assert.Single(house.Hop.Taken, taken => taken.Text.Contains("multipart/encrypted", StringComparison.Ordinal)).To);
        var held = record.Groups.Single(group => group.State == GroupState.Held);
        Assert.Equal([Clara], held.Recipients);
        Assert.Equal("none", Assert.Single(held.Plan.Tried).Reason);
    }

    [Theory]
    [InlineData("ed25519", "sign", "none", "mismatch")]
    [InlineData("rsa3072", "cert,sign,encr", "2025-06-01", "expired")]
    [InlineData("rsa1024", "cert,sign,encr", "none", "weak")]
    public async Task A_key_that_is_not_good_is_never_used_and_its_state_is_told(string algorithm, string usage, string expires, string reason)
    {
        await using var house = await HouseAsync(Safe, (House.Anna, "future-default"));
        await _gpg.MakeAsync(Bernd, algorithm, usage, expires);
        await house.Keys.AddAsync(TenantId.Default, await _gpg.KeyAsync(Bernd, secret: false), default);
        var record = await house.PassAsync(House.Anna, [Bernd]);

        Assert.Equal((GroupState.Held, reason), (record.Groups[0].State, record.Groups[0].Plan.Tried[0].Reason));
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd));
    }

    [Fact]
    public async Task Two_recipients_share_a_copy_and_a_hidden_one_stands_in_none_but_her_own()
    {
        await using var house = await HouseAsync(Safe, (House.Anna, "future-default"), (Bernd, "future-default"), (Clara, "rsa2048"), ("doris@partner.example", "future-default"));
        await house.PassAsync(House.Anna, [Bernd, Clara, "doris@partner.example"], $"From: {House.Anna}\nTo: {Bernd}, {Clara}\nSubject: Plan\n\nSecret words.\n");

        Assert.Equal(2, house.Hop.Taken.Count);
        foreach (var taken in house.Hop.Taken)
        {
            var packets = await _gpg.PacketsAsync(taken.Text);
            Assert.Equal(taken.To.Count, packets.Split(":pubkey enc packet").Length - 1);
        }
    }

    [Fact]
    public async Task One_kind_may_sign_and_the_other_encrypt()
    {
        await using var house = await HouseAsync("rules: [ { id: both, then: [ { sign: { with: pgp, level: required } }, { protect: [smime] } ] } ]", (House.Anna, "future-default"));
        await house.AddKeysAsync(Bernd);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Equal((Method.Smime, Signature.Pgp), (record.Groups[0].Plan.Protection, record.Groups[0].Plan.Sign));
        Assert.Contains("smime-type=enveloped-data", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_to_sign_with_a_required_signature_holds()
    {
        await using var house = await HouseAsync("rules: [ { id: safe, then: [ { sign: { with: pgp, level: required } }, { protect: [pgp] } ] } ]", (Bernd, "future-default"));
        var record = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Equal(GroupState.Held, record.Groups[0].State);
        Assert.DoesNotContain(house.Hop.Attempts, attempt => attempt.To.Contains(Bernd));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Keys_of_our_own_making_are_used_and_version_6_gets_authenticated_encryption(int version)
    {
        await using var house = await House.OpenAsync(Safe);
        await house.Keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"Anna <{House.Anna}>", house.Time.GetUtcNow().AddDays(-1)), default);
        var bernd = PgpKeyMaker.Make($"Bernd <{Bernd}>", house.Time.GetUtcNow().AddDays(-1), version);
        await house.Keys.AddAsync(TenantId.Default, bernd with { PrivateKey = null, HasPrivateKey = false }, default);
        var record = await house.PassAsync(House.Anna, [Bernd]);
        Assert.Equal(GroupState.Delivered, record.Groups[0].State);
        Assert.Contains("multipart/encrypted", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    public void Dispose() => _gpg.Dispose();

    private async Task<House> HouseAsync(string policy, params (string Address, string Algorithm)[] keys)
    {
        var house = await House.OpenAsync(policy);
        foreach (var (address, algorithm) in keys)
        {
            await _gpg.MakeAsync(address, algorithm, algorithm.StartsWith("rsa", StringComparison.Ordinal) ? "cert,sign,encr" : "default");
            await house.Keys.AddAsync(TenantId.Default, await _gpg.KeyAsync(address, secret: address == House.Anna), default);
        }

        return house;
    }
}
