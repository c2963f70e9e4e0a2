using Chancery.Mail.Detection;

namespace Chancery.Mail.Tests.Content;

/// <summary>Numbers are found by their check digit, whatever they are written with; what is no such number is not found.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("iban", "DE89 3704 0044 0532 0130 00")]
    [InlineData("iban", "IBAN:de89370400440532013000, BIC COBADEFF")]
    [InlineData("iban", "DE89-3704-0044-0532-0130-00")]
    [InlineData("iban", "DE89 3704 0044\n0532 0130 00")]
    [InlineData("iban", "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００")]
    [InlineData("iban", "DE89\u00A03704\u200B0044\u20090532\u00AD0130\uFEFF00")]
    [InlineData("iban", "𝐃𝐄𝟖𝟗 3704 0044 0532 0130 00")]
    [InlineData("iban", "GB29 NWBK 6016 1331 9268 19 and more")]
    [InlineData("iban", "MT84MALT011000012345MTLCAST001S")]
    [InlineData("iban", "NO93 8601 1117 947")]
    [InlineData("creditcard", "4111 1111 1111 1111")]
    [InlineData("creditcard", "5500-0000-0000-0004")]
    [InlineData("creditcard", "3400 000000 00009")]
    [InlineData("creditcard", "2223003122003222")]
    [InlineData("kvnr", "Versicherte: A123456780")]
    [InlineData("steuer-id", "86 095 742 719")]
    [InlineData("steuer-id", "47036892816")]
    [InlineData("svnr", "15070649C103")]
    [InlineData("svnr", "65 170839 J 00 3")]
    [InlineData("lanr", "LANR: 123456601")]
    [InlineData("bsnr", "BSNR 721234501")]
    [InlineData("ean", "4006381333931")]
    [InlineData("ean", "EAN-8: 73513537")]
    [InlineData("lei", "529900T8BM49AURSDO55")]
    public void A_number_is_found(string id, string text) => Assert.Single(Find(id, text));

    [Theory]
    [InlineData("iban", "DE88 3704 0044 0532 0130 00")]
    [InlineData("iban", "XDE89370400440532013000")]
    [InlineData("iban", "DE893704004405320130001")]
    [InlineData("iban", "DE89 3704 0044 0532 0130")]
    [InlineData("iban", "DE89  ..  3704 0044 0532 0130 00x")]
    [InlineData("creditcard", "4111111111111112")]
    [InlineData("creditcard", "1234567812345670")]
    [InlineData("creditcard", "0000000000000000")]
    [InlineData("kvnr", "A123456789")]
    [InlineData("steuer-id", "86095742718")]
    [InlineData("steuer-id", "11111111111")]
    [InlineData("svnr", "15990649C103")]
    [InlineData("lanr", "123456601")]
    [InlineData("bsnr", "721234501")]
    [InlineData("ean", "20261130")]
    [InlineData("ean", "1764540000007")]
    [InlineData("ean", "4006381333932")]
    [InlineData("lei", "529900T8BM49AURSDO56")]
    public void What_is_none_is_not(string id, string text) => Assert.Empty(Find(id, text));

    [Fact]
    public void A_number_written_twice_is_one() => Assert.Single(Find("iban", "DE89370400440532013000 = DE89 3704 0044 0532 0130 00"));

    [Fact]
    public void Two_numbers_in_a_row_are_two() => Assert.Equal(2, Find("creditcard", "4111111111111111 5500000000000004").Count);

    private static IReadOnlySet<string> Find(string id, string text) => BuiltInDetectors.Find(id)!.Find(PlainForm.Of(text));
}
