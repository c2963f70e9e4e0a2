using System.Text;
using Chancery.Policy.People;
using CsCheck;

namespace Chancery.Policy.Tests.People;

/// <summary>Filters of RFC 4515: what is written is read the same, and what is a value stays a value.</summary>
public sealed class DirectoryFilterTests
{
    private static readonly Gen<byte[]> Value = Gen.Byte.Array[1, 12];
    private static readonly string[] Attributes = ["cn", "memberOf", "sn;lang-de", "2.5.4.3"];
    private static readonly Gen<string> Attribute = Gen.Int[0, 3].Select(i => Attributes[i]);

    private static readonly Gen<DirectoryFilter> Item = Gen.OneOf(
        Gen.Select(Attribute, Value, Gen.Enum<DirectoryFilter.Comparison>(), DirectoryFilter (a, v, how) => new DirectoryFilter.Compare(how, a, v)),
        Attribute.Select(DirectoryFilter (a) => new DirectoryFilter.Present(a)),
        Gen.Select(Attribute, Value, Value.List[0, 3], Value, DirectoryFilter (a, i, any, f) => new DirectoryFilter.Substrings(a, i, any, f)),
        Gen.Select(Attribute, Gen.Bool, Value, DirectoryFilter (a, dn, v) => new DirectoryFilter.Extensible(a, "1.2.840.113556.1.4.1941", dn, v)));

    private static readonly Gen<DirectoryFilter> Filter = Gen.Recursive<DirectoryFilter>((depth, inner) => depth > 4 ? Item : Gen.OneOf(
        Item, inner.List[0, 3].Select(DirectoryFilter (parts) => new DirectoryFilter.And(parts)), inner.List[0, 3].Select(DirectoryFilter (parts) => new DirectoryFilter.Or(parts)),
        inner.Select(DirectoryFilter (part) => new DirectoryFilter.Not(part))));

    [Fact]
    public void What_is_written_is_read_the_same() => Filter.Sample(filter => DirectoryFilter.Parse(filter.ToString()).ToString() == filter.ToString());

    [Fact]
    public void A_value_cannot_leave_its_place() => Gen.String.Sample(text =>
    {
        var octets = Encoding.UTF8.GetBytes(text);
        return DirectoryFilter.Parse($"(cn={DirectoryFilter.Escape(octets)})") is DirectoryFilter.Compare { How: DirectoryFilter.Comparison.Equal } compare && compare.Value.SequenceEqual(octets);
    });

    [Fact]
    public void Anything_is_a_filter_or_told_what_is_wrong() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["(&|!)=*:<>~\\a1.;-"], 0, 40]).Sample(text =>
    {
        try
        {
            DirectoryFilter.Parse(text);
        }
        catch (FormatException wrong)
        {
            Assert.Contains("haracter", wrong.Message, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData("(memberOf:1.2.840.113556.1.4.1941:=cn=Radiologie,ou=Gruppen,dc=klinik,dc=de)")]
    [InlineData("(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))")]
    [InlineData("(cn=Lu\\c4\\8di\\c4\\87)")]
    [InlineData("(o=Parens R Us \\28for all your parenthetical needs\\29)")]
    [InlineData("(cn=*\\2a*)")]
    [InlineData("(:dn:2.4.6.8.10:=Dino)")]
    [InlineData("(&)")]
    public void Filters_of_the_RFC_and_of_Active_Directory_are_understood(string text) => Assert.Equal(text, DirectoryFilter.Parse(text).ToString());

    [Theory]
    [InlineData("cn=x")]
    [InlineData("(cn=x")]
    [InlineData("(cn=x))")]
    [InlineData("(cn=x)(cn=y)")]
    [InlineData("(=x)")]
    [InlineData("(cn)")]
    [InlineData("(cn=\\zz)")]
    [InlineData("(cn=a**b)")]
    [InlineData("(cn>=a*)")]
    [InlineData("(!(a=b)(c=d))")]
    [InlineData("()")]
    [InlineData("")]
    public void What_is_no_filter_is_told_so(string text) => Assert.Throws<FormatException>(() => DirectoryFilter.Parse(text));

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Throws<FormatException>(() => DirectoryFilter.Parse(string.Concat(Enumerable.Repeat("(!", 4000)) + "(a=b)" + new string(')', 4000)));
}
