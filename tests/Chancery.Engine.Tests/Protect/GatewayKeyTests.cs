using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Protect.Incoming;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Policy.Plans;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;

namespace Chancery.Engine.Tests.Protect;

/// <summary>Certificates of domains (RFC 3183 practice): the gateway signs, encrypts and decrypts for everybody in its domain.</summary>
public sealed class GatewayKeyTests
{
    private const string SignByGateway = "rules: [ { id: out, if: { direction: outbound }, then: [ { sign: { with: smime, level: required, key: gateway } } ] } ]";
    private const string SignByDepartment = "rules: [ { id: out, if: { direction: outbound }, then: [ { sign: { with: smime, level: LEVEL, key: department } } ] } ]";
    private const string Encrypt = "rules: [ { id: out, if: { direction: outbound }, then: [ { protect: [smime] } ] } ]";
    private const string Strip = "rules: [ { id: in, then: [ { decrypt: { policy: strip } }, { verify: { policy: strip } } ] } ]";

    [Fact]
    public async Task The_gateway_signs_for_its_people_and_the_partner_verifies_it_as_of_the_domain()
    {
        await using var house = await House.OpenAsync(SignByGateway);
        await AddGatewayAsync(house, "gateway@acme.example", "acme.example");

        await house.PassAsync(House.Anna, ["b@partner.example"]);

        var sent = Assert.Single(house.Hop.Taken).Text;
        Assert.Contains("multipart/signed", sent, StringComparison.Ordinal);
        house.Replace(Strip);
        house.Hop.Taken.Clear();
        await house.PassAsync(House.Anna, [House.Anna], sent, SessionTrust.Anonymous);
        Assert.Contains("X-Chancery-Info-Signature: smime; valid; signer=gateway@acme.example", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_was_not_given_to_the_domain_signs_for_nobody_else()
    {
        await using var house = await House.OpenAsync(SignByGateway);
        await AddGatewayAsync(house, "gateway@acme.example", "acme.example");
        await house.PassAsync(House.Anna, ["b@partner.example"]);
        var sent = Assert.Single(house.Hop.Taken).Text;

        await using var stranger = await House.OpenAsync(Strip);
        foreach (var key in await house.Keys.ListAsync(TenantId.Default, default))
            await stranger.Keys.AddAsync(TenantId.Default, key with { Addresses = [.. key.Addresses.Where(address => !AssignedNames.IsAssigned(address))], HasPrivateKey = false }, default);
        await stranger.PassAsync("b@partner.example", [House.Anna], sent, SessionTrust.Anonymous);

        Assert.Contains("cause=mismatch", Assert.Single(stranger.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_of_the_gateway_what_must_be_signed_is_held()
    {
        await using var house = await House.OpenAsync(SignByGateway);
        await house.AddKeysAsync(House.Anna);

        var record = await house.PassAsync(House.Anna, ["b@partner.example"]);

        Assert.Equal(GroupState.Held, Assert.Single(record.Groups).State);
        Assert.DoesNotContain(house.Hop.Attempts, mail => mail.To.Contains("b@partner.example"));
    }

    [Theory]
    [InlineData("preferred", GroupState.Delivered)]
    [InlineData("required", GroupState.Held)]
    public async Task Without_a_key_of_the_department_R34_says_what_becomes_of_it(string level, GroupState state)
    {
        await using var house = await House.OpenAsync(SignByDepartment.Replace("LEVEL", level, StringComparison.Ordinal));
        await house.AddKeysAsync(House.Anna);

        var record = await house.PassAsync(House.Anna, ["b@partner.example"]);

        var group = Assert.Single(record.Groups);
        Assert.Equal(state, group.State);
        Assert.True(state == GroupState.Held || (group.Plan.Sign == Signature.None && group.Plan.Unsigned == "no signing key for the department of the sender"), group.Plan.Unsigned);
    }

    [Fact]
    public async Task Who_has_no_certificate_is_written_to_by_that_of_the_domain_once_for_all()
    {
        await using var house = await House.OpenAsync(Encrypt);
        await AddGatewayAsync(house, "domain-confidentiality-authority@partner.example", "partner.example");

        await house.PassAsync(House.Anna, ["b@partner.example", "c@partner.example"]);

        var sent = Assert.Single(house.Hop.Taken);
        Assert.Equal(["b@partner.example", "c@partner.example"], sent.To);
        Assert.Contains("enveloped-data", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret words", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_certificate_goes_before_and_one_that_was_revoked_has_no_stand_in()
    {
        await using var house = await House.OpenAsync(Encrypt);
        await AddGatewayAsync(house, "gateway@partner.example", "partner.example");
        await house.AddKeysAsync("b@partner.example");
        var ring = new KeyRing(house.Keys, house.Time);
        var own = Assert.Single(await house.Keys.FindAsync(TenantId.Default, "b@partner.example", default));
        Assert.Equal(own.Fingerprint, Fingerprint.Of((await ring.ForEncryptionAsync(TenantId.Default, "b@partner.example", default)).Certificate!));

        await house.Keys.AddAsync(TenantId.Default, KeyRevocation.EntryFor(own, "has left", house.Time.GetUtcNow()), default);

        Assert.Equal(KeyStatus.Revoked, (await ring.ForEncryptionAsync(TenantId.Default, "b@partner.example", default)).Status);
        Assert.Equal(GroupState.Held, Assert.Single((await house.PassAsync(House.Anna, ["b@partner.example"])).Groups).State);
    }

    [Fact]
    public async Task Mail_to_the_certificate_of_our_domain_is_decrypted_for_everybody_there()
    {
        await using var house = await House.OpenAsync(Strip);
        await AddGatewayAsync(house, "gateway@acme.example", "acme.example");
        await house.AddKeysAsync(Partner.Bernd);

        await house.PassAsync(Partner.Bernd, ["dora@acme.example"], await Partner.MakeAsync(house, to: "dora@acme.example"), SessionTrust.Anonymous);

        Assert.Contains("Secret words.", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    private static async Task AddGatewayAsync(House house, string address, string domain)
    {
        using var maker = new CertificateMaker($"CA of {domain}", house.Time.GetUtcNow());
        var key = maker.MailCertificate(address, address);
        await house.Keys.AddAsync(TenantId.Default, maker.Anchor, default);
        await house.Keys.AddAsync(TenantId.Default, key with { Addresses = [.. key.Addresses, AssignedNames.OfDomain(domain)] }, default);
    }
}
