using System.Security.Cryptography;
using Chancery.Policy.Facts;
using Chancery.Policy.Records;
using Chancery.Policy.Registry;
using CsCheck;

namespace Chancery.Policy.Tests.Records;

/// <summary>What the decision record keeps of facts: no value of class P1 or above survives in clear, whatever happens.</summary>
public sealed class RecordMaskingTests
{
    private static readonly RecordMasking Masking = new(new HmacPseudonyms(Enumerable.Repeat((byte)7, 32).ToArray()));

    private sealed class Broken : IPseudonyms
    {
        public string Of(string text) => throw new CryptographicException("the key is gone");
    }

    private static MaskedFacts MaskOne(FactKey key, Fact fact) => Masking.Mask([KeyValuePair.Create(key, fact)], "/facts");

    [Fact]
    public void A_clear_fact_stays_and_nothing_is_listed()
    {
        var masked = MaskOne(new FactKey("direction"), Fact.Of("outbound"));
        Assert.Equal("outbound", masked.Facts[0].Value!.ToString());
        Assert.Empty(masked.Masked.Concat(masked.Erased));
    }

    [Fact]
    public void An_address_becomes_a_pseudonym_that_keeps_its_domain()
    {
        var masked = MaskOne(new FactKey("sender.address"), Fact.Of("anna@acme.example"));
        Assert.Matches("^hmac:[0-9a-f]{32}@acme\\.example$", masked.Facts[0].Value!.ToString());
        Assert.Equal(["/facts/0/v"], masked.Masked);
    }

    [Fact]
    public void The_pseudonym_is_the_HMAC_of_the_address_under_the_key()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Enumerable.Repeat((byte)7, 32).ToArray(), "anna@acme.example"u8.ToArray()))[..32];
        Assert.Equal($"hmac:{expected}@acme.example", Masking.Address("anna@acme.example"));
    }

    [Fact]
    public void The_recipient_a_fact_is_about_is_a_pseudonym_too()
    {
        var masked = MaskOne(new FactKey("recipient.keys.smime", "b@partner.example"), new Fact.Unknown("directory timed out"));
        Assert.Matches("^hmac:[0-9a-f]{32}@partner\\.example$", masked.Facts[0].For);
        Assert.Equal("directory timed out", masked.Facts[0].Unknown);
        Assert.Equal(["/facts/0/for"], masked.Masked);
    }

    [Theory]
    [InlineData("30000000", "10MB..100MB")]
    [InlineData("999", "100B..1KB")]
    [InlineData("1000", "1KB..10KB")]
    [InlineData("0", "..1B")]
    public void A_size_tells_its_order(string size, string order) =>
        Assert.Equal(order, MaskOne(new FactKey("attachment.size", "1.2"), Fact.Of(decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture))).Facts[0].Value!.ToString());

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2::77", "2001:db8:1::/48")]
    public void An_IP_address_tells_its_network(string address, string network) => Assert.Equal(network, MaskOne(new FactKey("session.ip"), Fact.Of(address)).Facts[0].Value!.ToString());

    [Theory]
    [InlineData("subject")]
    [InlineData("header")]
    [InlineData("attachment.name")]
    [InlineData("a.fact.nobody.declared")]
    public void What_people_write_and_what_nobody_declared_is_erased(string name)
    {
        var masked = MaskOne(new FactKey(name), Fact.Of("salaries"));
        Assert.Null(masked.Facts[0].Value);
        Assert.Equal(["/facts/0/v"], masked.Erased);
    }

    [Fact]
    public void If_masking_fails_everything_but_clear_facts_is_erased()
    {
        KeyValuePair<FactKey, Fact>[] facts =
        [
            new(new FactKey("direction", "b@partner.example"), Fact.Of("outbound")), new(new FactKey("sender.address"), Fact.Of("anna@acme.example")), new(new FactKey("attachment.size", "1.2"), Fact.Of(5m)),
        ];
        var masked = new RecordMasking(new Broken()).Mask(facts, "/facts");
        Assert.Equal(["outbound", null, null], masked.Facts.Select(fact => fact.Value?.ToString()));
        Assert.Equal([null, null, "1.2"], masked.Facts.Select(fact => fact.For));
        Assert.Equal(["/facts/0/for", "/facts/1/v", "/facts/2/v"], masked.Erased);
        Assert.Empty(masked.Masked);
    }

    [Fact]
    public void No_value_above_P0_survives_in_clear()
    {
        var text = Gen.String[Gen.Char.AlphaNumeric, 12, 24];
        var value = Gen.OneOf(
            text.Select(Fact.Of), text.Select(local => Fact.Of(local + "@partner.example")), text.Array[1, 4].Select(values => Fact.Of(values)),
            Gen.Long[1_000_001, 999_999_999].Where(number => number % 10 != 0).Select(number => Fact.Of((decimal)number)));
        string[] names = [.. FactRegistry.All.Where(fact => fact.Masking != Registry.Masking.P0).Select(fact => fact.Name), "sender.envelope", "sender.header", "no.such.fact"];
        var name = Gen.Int[0, names.Length - 1].Select(i => names[i]);
        Gen.Select(name, value, text, Gen.Bool).Sample((fact, known, subject, breaks) =>
        {
            var masking = breaks ? new RecordMasking(new Broken()) : Masking;
            var masked = masking.Mask([KeyValuePair.Create(new FactKey(fact, subject + "@partner.example"), known)], "/facts");
            var clear = ((Fact.Known)known).Value is FactValue.Set set ? set.Values : [((Fact.Known)known).Value.ToString()!.Replace("@partner.example", "", StringComparison.Ordinal)];
            var written = $"{masked.Facts[0].Value} {masked.Facts[0].For}";
            Assert.All(clear.Append(subject), secret => Assert.DoesNotContain(secret, written, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(2, masked.Masked.Count + masked.Erased.Count);
        });
    }
}
