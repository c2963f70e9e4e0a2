using System.Text;
using Chancery.Mail.Addresses;
using Chancery.Mail.Copies;
using Chancery.Mail.Headers;
using CsCheck;

namespace Chancery.Mail.Tests;

/// <summary>No value that a rule or a mail supplies can become a header line of its own.</summary>
public sealed class HeaderInjectionTests
{
    private const string Mail = "From: a@a.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nTo: b@b.example\r\n\r\nText\r\n";

    private static readonly string[] Breaks =
    [
        "\r\n", "\n", "\r", "\0", "\u0085", "\u2028", "\u2029", "\v", "\f", "\u007f", "\u001b",
    ];

    private static readonly string[] Tails = ["Bcc: e@x.example", "\r\nX: 1", " X: 1", ""];

    private static readonly Gen<string> Harmless = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 60],
        Gen.String[Gen.OneOf('ä', 'ß', '€', '漢', 'a', ' ', '=', '?', '_', '"', '\\', ',', ';', ':', '<', '>', '@', '\u202E', '\u200B'), 0, 90]);

    [Fact]
    public void T19_B30_a_value_with_a_line_break_anywhere_is_refused()
    {
        var cases = 0;
        for (var round = 0; cases < 20_000; round++)
        {
            var text = new string((char)('a' + round % 26), 1 + round % 67) + " ü" + new string('z', round % 31);
            foreach (var broken in Breaks)
                for (var at = 0; at <= text.Length; at += 1 + round % 5)
                {
                    cases++;
                    var value = text.Insert(at, broken + Tails[cases % Tails.Length]);
                    Assert.Throws<HeaderValueException>(() => new HeaderValue("X-Note", value));
                    Assert.Throws<HeaderValueException>(() => new HeaderValue(value, "x"));
                    Assert.Throws<HeaderValueException>(() => Apply(new HeaderEdits { SubjectPrefix = value }));
                    Assert.False(MailAddress.TryParse($"a{broken}b@x.example", out _));
                    Assert.False(MailAddress.TryParse($"\"a{broken}b\"@x.example", out _));
                    Assert.False(MailAddress.TryParse($"ab@x{broken}.example", out _));
                }
        }
    }

    [Fact]
    public void T19_B30_a_harmless_value_makes_exactly_one_field_and_is_read_back() =>
        Gen.Select(Harmless, Gen.OneOf("X-Note", "Subject", "Comments", "X-A")).Sample(
            (value, name) =>
            {
                var lines = Apply(new HeaderEdits { Set = [new HeaderValue(name, value)] });
                var header = RawHeaderBlock.Read(new MemoryStream(lines), 100_000);
                var expected = name == "Subject" ? 3 : 4;
                Assert.Equal(expected, header.Fields.Count);
                Assert.Equal(HeaderFault.None, header.Faults);
                Assert.All(Encoding.ASCII.GetString(lines).Split("\r\n"), line => Assert.True(line.Length <= 998));
                Assert.EndsWith("\r\n\r\nText\r\n", Encoding.ASCII.GetString(lines), StringComparison.Ordinal);
            },
            iter: 20_000);

    [Fact]
    public void Untouched_fields_stay_byte_for_byte()
    {
        var copy = Encoding.UTF8.GetString(Apply(new HeaderEdits
        {
            SubjectPrefix = "[Extern] ",
            Remove = ["X-None"],
            Set = [new HeaderValue("To", "c@c.example")],
            Add = [new HeaderValue("X-Note", "geprüft")],
        }));
        Assert.Equal(
            "X-Note: =?utf-8?b?Z2VwcsO8ZnQ=?=\r\nFrom: a@a.example\r\nSubject: [Extern] =?utf-8?b?R3LDvMOfZQ==?=\r\nTo: c@c.example\r\n\r\nText\r\n",
            copy);
    }

    private static byte[] Apply(HeaderEdits edits)
    {
        var original = Encoding.UTF8.GetBytes(Mail);
        var header = RawHeaderBlock.Read(new MemoryStream(original), 100_000);
        using var copy = edits.Apply(header, ReadOnlyMemory<byte>.Empty, _ => false).Open(new MemoryStream(original));
        var octets = new MemoryStream();
        copy.CopyTo(octets);
        return octets.ToArray();
    }
}
