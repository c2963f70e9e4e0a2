using Chancery.Mail.Addresses;
using CsCheck;

namespace Chancery.Mail.Tests;

/// <summary>RFC 5321 section 4.1.2 and RFC 6531 section 3.3.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("a@b.example", "a@b.example")]
    [InlineData("Hans.Meier@ACME.Example", "hans.meier@acme.example")]
    [InlineData("\"a b\"@c.example", "\"a b\"@c.example")]
    [InlineData("\"a\\\"b\"@c.example", "\"a\\\"b\"@c.example")]
    [InlineData("\"ab\"@c.example", "ab@c.example")]
    [InlineData("x@bücher.example", "x@xn--bcher-kva.example")]
    [InlineData("x@BÜCHER.example", "x@xn--bcher-kva.example")]
    [InlineData("x@XN--BCHER-KVA.example", "x@xn--bcher-kva.example")]
    [InlineData("jürgen@c.example", "jürgen@c.example")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]")]
    [InlineData("o'neil+tag=x@c.example", "o'neil+tag=x@c.example")]
    public void Mailboxes_have_one_normal_form(string text, string normal)
    {
        Assert.True(MailAddress.TryParse(text, out var address));
        Assert.Equal(normal, address.Normalised);
        Assert.True(MailAddress.TryParse(address.Normalised, out var again));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b.example")]
    [InlineData("a@")]
    [InlineData(".a@b.example")]
    [InlineData("a.@b.example")]
    [InlineData("a..b@c.example")]
    [InlineData("a b@c.example")]
    [InlineData("<a@b.example>")]
    [InlineData("@r.example:a@b.example")]
    [InlineData("a@-b.example")]
    [InlineData("a@b..example")]
    [InlineData("a@b_c.example")]
    [InlineData("a@[300.1.1.1]")]
    [InlineData("a@[1.1]")]
    [InlineData("a@[IPv6:zz]")]
    [InlineData("\"a@b.example")]
    [InlineData("\"a\"b\"@c.example")]
    [InlineData("a@b.example\r\nRCPT TO:<x@y>")]
    [InlineData("a\u202Eb@c.example")]
    [InlineData("a\u200Bb@c.example")]
    [InlineData("a\uD800@c.example")]
    public void What_is_no_mailbox_is_refused(string text) => Assert.False(MailAddress.TryParse(text, out _));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_local_part_has_64_octets_at_most(int length, bool ok) =>
        Assert.Equal(ok, MailAddress.TryParse(new string('a', length) + "@b.example", out _));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void The_domain_has_255_octets_at_most(int length, bool ok)
    {
        var labels = string.Concat(Enumerable.Repeat(new string('a', 49) + ".", 6))[..length];
        var domain = labels[^1] == '.' ? labels[..^1] + "b" : labels;
        Assert.Equal(length, domain.Length);
        Assert.Equal(ok, MailAddress.TryParse("a@" + domain, out _));
    }

    [Fact]
    public void Whatever_is_accepted_stands_in_one_line_and_keeps_its_form() =>
        Gen.String[Gen.Char, 0, 40].Select(Gen.String[Gen.Char[' ', '~'], 0, 20]).Sample(
            (local, domain) =>
            {
                foreach (var text in (string[])[$"{local}@{domain}", $"\"{local}\"@b.example", $"a{domain}@b.example"])
                {
                    if (!MailAddress.TryParse(text, out var address)) continue;
                    Assert.DoesNotContain(address.Wire, char.IsControl);
                    Assert.True(MailAddress.TryParse(address.Wire, out var again) && again.Equals(address), text);
                }
            },
            iter: 50_000);
}
