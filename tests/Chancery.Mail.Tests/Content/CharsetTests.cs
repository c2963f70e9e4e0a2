using System.Text;
using Chancery.Mail.Documents;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Content;

/// <summary>Text is found whatever its charset, and whatever charset is claimed.</summary>
public sealed class CharsetTests
{
    static CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "Prüfung 日本")]
    [InlineData("utf-16", "Prüfung")]
    [InlineData("utf-16be", "Prüfung")]
    [InlineData("utf-32", "Prüfung")]
    [InlineData("iso-8859-1", "Prüfung")]
    [InlineData("iso-8859-15", "5 €")]
    [InlineData("windows-1250", "Žluťoučký")]
    [InlineData("windows-1251", "Привет")]
    [InlineData("windows-1252", "„Prüfung“")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("iso-2022-jp", "機密")]
    [InlineData("shift_jis", "機密")]
    [InlineData("euc-jp", "機密")]
    [InlineData("euc-kr", "비밀")]
    [InlineData("gb18030", "机密文件")]
    [InlineData("gb2312", "机密")]
    [InlineData("big5", "機密")]
    [InlineData("ibm850", "Prüfung")]
    [InlineData("macintosh", "Prüfung")]
    public void A_declared_charset_is_heeded(string charset, string text) =>
        Assert.Contains(text, Readings(Encoding.GetEncoding(charset).GetBytes(text), charset));

    [Theory]
    [InlineData("utf-8", "us-ascii")]
    [InlineData("utf-8", "iso-8859-1")]
    [InlineData("utf-8", "x-nobody-knows")]
    [InlineData("utf-8", null)]
    [InlineData("windows-1252", "utf-8")]
    [InlineData("windows-1252", null)]
    [InlineData("utf-16", "us-ascii")]
    [InlineData("utf-16be", null)]
    [InlineData("us-ascii", "utf-16")]
    [InlineData("us-ascii", "utf-7")]
    public void A_wrong_or_missing_one_hides_nothing(string real, string? claimed)
    {
        var text = real == "us-ascii" ? "Angebot DE89" : "Prüfung Angebot DE89";
        Assert.Contains(text, Readings(Encoding.GetEncoding(real).GetBytes(text), claimed));
    }

    [Theory]
    [InlineData("Hi Mom -+Jjo--!", "Hi Mom -\u263A-!")]
    [InlineData("A+ImIDkQ.", "A\u2262\u0391.")]
    [InlineData("1 +- 1", "1 + 1")]
    [InlineData("+AEQARQA4ADk-", "DE89")]
    public void Utf7_is_read_where_it_is_declared(string octets, string text) => Assert.Contains(text, Readings(Encoding.ASCII.GetBytes(octets), "utf-7"));

    private static IReadOnlyList<string> Readings(byte[] octets, string? charset) => Charsets.Readings(octets, charset, new ReadingBudget(new InspectionLimits()));
}
