using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Dkim;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Headers;
using Chancery.Policy;

namespace Chancery.Engine.Tests.Deliver;

/// <summary>Signatures come last, over the octets that leave, and only in our own name.</summary>
public sealed class SigningTests
{
    private const string Deliver = "rules:\n  - id: all\n    then: [{ subject: { prefix: \"[checked] \" } }]\n";

    private static readonly DkimIdentity Key = new("acme.example", "gw", NewKey());
    private static readonly DkimIdentity Second = new("acme.example", "gw2", NewKey());

    [Fact]
    public async Task What_a_tenant_sends_outside_is_signed_by_each_selector_over_what_leaves()
    {
        await using var house = await OpenAsync(Deliver);
        await house.PassAsync(House.Anna, ["b@partner.example"]);
        var text = Assert.Single(house.Hop.Taken).Text;
        Assert.Contains("[checked] ", text, StringComparison.Ordinal);
        var results = await VerifyAsync(house, text);
        Assert.Equal(["gw Pass", "gw2 Pass"], results.Select(result => $"{result.Selector} {result.Verdict}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("anna@acme.example", "anna@acme.example", "b@acme.example", SessionTrust.Internal)]
    [InlineData("x@other.example", "x@other.example", "b@partner.example", SessionTrust.Internal)]
    [InlineData("anna@acme.example", "anna@acme.example", "b@acme.example", SessionTrust.Anonymous)]
    [InlineData("anna@acme.example", "anna@acme.example>, <evil@x.example", "b@partner.example", SessionTrust.Internal)]
    public async Task Nothing_else_is_signed(string from, string author, string to, SessionTrust trust)
    {
        await using var house = await OpenAsync(Deliver);
        await house.PassAsync(from, [to], $"From: <{author}>\nTo: {to}\nSubject: x\n\nx\n", trust);
        Assert.DoesNotContain("DKIM-Signature", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_from_outside_that_was_changed_is_sealed_and_mail_that_was_not_is_left_alone()
    {
        await using var changing = await OpenAsync(Deliver);
        await changing.PassAsync("x@other.example", ["b@acme.example"], "From: <x@other.example>\nSubject: x\nAuthentication-Results: gw.acme.example; dkim=pass\n\nx\n", SessionTrust.Anonymous);
        var text = Assert.Single(changing.Hop.Taken).Text;
        Assert.Contains("ARC-Seal: i=1; a=rsa-sha256; cv=none;", text, StringComparison.Ordinal);
        Assert.Contains("ARC-Authentication-Results: i=1; gw.acme.example;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nAuthentication-Results", text, StringComparison.Ordinal);
        using var message = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var chain = await ArcVerifier.VerifyAsync(message, RawHeaderBlock.Read(message, 256_000), changing.DkimKeys, changing.Time.GetUtcNow(), default);
        Assert.Equal((ArcVerdict.Pass, 1), (chain.Verdict, chain.Instances));

        await using var untouched = await OpenAsync("rules: []");
        await untouched.PassAsync("x@other.example", ["b@acme.example"], "From: <x@other.example>\nSubject: x\n\nx\n", SessionTrust.Anonymous);
        Assert.DoesNotContain("ARC-", Assert.Single(untouched.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße an alle\n", "delivered")]
    [InlineData("Content-Type: text/plain; charset=utf-8\n\nall in seven bits\n", "delivered")]
    [InlineData("Content-Type: multipart/signed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n--b\nContent-Type: application/pkcs7-signature\n\nx\n--b--\n", "5.6.3")]
    [InlineData("DKIM-Signature: v=1; a=rsa-sha256; b=x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n", "5.6.3")]
    public async Task A_server_without_8BITMIME_gets_seven_bits_unless_somebody_has_signed_the_eight(string rest, string expected)
    {
        await using var house = await OpenAsync(Deliver);
        house.Hop.Answer = (mail, _) => mail.EightBit ? (TransportVerdict.Failed, "takes no 8-bit mail", "5.6.3") : null;
        var record = await house.PassAsync(House.Anna, ["b@partner.example"], $"From: {House.Anna}\nSubject: x\nMIME-Version: 1.0\n{rest}", eightBit: true);
        var recipient = record.Effects.First(effect => effect.Effect.Kind == "smtp").Recipients.Single();
        if (expected == "5.6.3")
        {
            Assert.Equal(RecipientState.Failed, recipient.State);
            Assert.DoesNotContain(house.Hop.Taken, taken => taken.To.Contains("b@partner.example"));
            return;
        }

        Assert.Equal(RecipientState.Delivered, recipient.State);
        var text = Assert.Single(house.Hop.Taken).Text;
        Assert.True(Ascii.IsValid(text));
        Assert.All(await VerifyAsync(house, text), result => Assert.Equal(DkimVerdict.Pass, result.Verdict));
        var body = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(text))).TextBody;
        Assert.Contains(rest.Contains("Grüße", StringComparison.Ordinal) ? "Grüße an alle" : "all in seven bits", body, StringComparison.Ordinal);
    }

    private static async Task<House> OpenAsync(string policy)
    {
        var signing = new SigningSettings { Dkim = [Key, Second], Arc = Key };
        var house = await House.OpenAsync(policy, House.Settings with
        {
            Tenants = new Dictionary<TenantId, TenantSettings> { [TenantId.Default] = new(["acme.example"], null) { Signing = signing } },
        });
        foreach (var identity in signing.Dkim)
            house.DkimKeys.Records[$"{identity.Selector}._domainkey.{identity.Domain}"] = identity.Key.Record;
        return house;
    }

    private static async Task<IReadOnlyList<DkimResult>> VerifyAsync(House house, string text)
    {
        using var message = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await DkimVerifier.VerifyAsync(message, RawHeaderBlock.Read(message, 256_000), house.DkimKeys, house.Time.GetUtcNow(), default);
    }

    private static DkimKey NewKey()
    {
        using var rsa = RSA.Create(2048);
        return DkimKey.FromPem(rsa.ExportPkcs8PrivateKeyPem());
    }
}
