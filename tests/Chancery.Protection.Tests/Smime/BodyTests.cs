using System.Text;
using Chancery.Protection.Tests.Support;
using MimeKit;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Smime;

/// <summary>Bodies of every shape come out as they went in, and what is signed survives servers that know seven bits only.</summary>
public sealed class BodyTests : IDisposable
{
    // Python reads line ends of unencoded parts as LF; so those of encoded ones are compared as LF too.
    private const string Reader =
        "import sys, email\nfor part in email.message_from_binary_file(open(sys.argv[1], 'rb')).walk():\n"
        + "    if not part.is_multipart(): print(part.get_content_type(), part.get_filename(), part.get_payload(decode=True).replace(b'\\r\\n', b'\\n').replace(b'\\r', b'\\n').hex())";

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names() => [.. Bodies.Keys];

    private static Dictionary<string, byte[]> Bodies { get; } = new()
    {
        ["empty"] = Latin1("Content-Type: text/plain\r\n\r\n"),
        ["no header fields of its own"] = Latin1("\r\nplain\r\n"),
        ["umlauts in UTF-8, 8bit"] = Encoding.UTF8.GetBytes("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße aus Köln, Straße 5 €\r\n"),
        ["umlauts in Latin-1 without a declared encoding"] = Latin1("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nGr\xfc\xdfe\r\n"),
        ["quoted-printable as it is"] = Latin1("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe =\r\nnoch\r\n"),
        ["a binary attachment"] = [.. Latin1("Content-Type: application/octet-stream; name=\"a.bin\"\r\nContent-Disposition: attachment; filename=\"a.bin\"\r\nContent-Transfer-Encoding: binary\r\n\r\n"), .. Enumerable.Range(0, 256).Select(i => (byte)i), (byte)'\r', (byte)'\n'],
        ["a line of 5000"] = Latin1("Content-Type: text/plain\r\n\r\n" + new string('x', 5000) + "\r\n"),
        ["lines that servers like to change"] = Latin1("Content-Type: text/plain\r\n\r\nFrom here\r\n.\r\n..dots\r\ntrailing \r\n\t\r\n\r\n\r\n"),
        ["multipart with an 8-bit part"] = Encoding.UTF8.GetBytes(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n"
            + "--b\r\nContent-Type: application/pdf; name=\"x.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--b--\r\n"),
        ["a message within the message"] = Encoding.UTF8.GetBytes(
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\nFrom: c@x.example\r\nSubject: inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nSchöne Grüße\r\n"),
        ["no line end at the end"] = Latin1("Content-Type: text/plain\r\n\r\nthe end"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contents_come_out_as_they_went_in(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed");
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example");
        await authority.IssueAsync("bernd", "bernd@partner.example");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key", "bernd.pem");
        byte[] message = [.. Latin1("From: anna@acme.example\r\nMIME-Version: 1.0\r\n"), .. Bodies[name]];

        var signed = await mailbox.ProtectAsync(message, "anna@acme.example");
        var encrypted = await mailbox.DecryptAsync(await mailbox.ProtectAsync(message, null, "bernd@partner.example"), "bernd");
        var both = await mailbox.DecryptAsync(await mailbox.ProtectAsync(message, "anna@acme.example", "bernd@partner.example"), "bernd");

        Assert.Equal(Bodies[name], await File.ReadAllBytesAsync(encrypted));
        var expected = await LeavesAsync(message);
        Assert.Equal(expected, await LeavesAsync(await mailbox.VerifyAsync(signed, authority.Certificate)));
        Assert.Equal(expected, await LeavesAsync(await mailbox.VerifyAsync(both, authority.Certificate)));
        Assert.All(await File.ReadAllBytesAsync(signed), octet => Assert.InRange(octet, 1, 127));
        Assert.All((await File.ReadAllTextAsync(signed)).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }

    [Fact]
    public async Task Binary_content_is_signed_octet_for_octet_in_base64()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key");

        var signed = await mailbox.ProtectAsync([.. Latin1("From: anna@acme.example\r\n"), .. Bodies["a binary attachment"]], "anna@acme.example");

        var entity = Encoding.ASCII.GetString(await mailbox.VerifyAsync(signed, authority.Certificate));
        Assert.Contains("Content-Transfer-Encoding: base64", entity, StringComparison.Ordinal);
        var content = Convert.FromBase64String(entity[(entity.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal([.. Enumerable.Range(0, 256).Select(i => (byte)i), (byte)'\r', (byte)'\n'], content);
    }

    [Fact]
    public async Task The_signed_part_has_the_bytes_that_came_where_they_are_safe()
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key");
        foreach (var name in (string[])["empty", "no header fields of its own", "quoted-printable as it is", "lines that servers like to change", "no line end at the end"])
        {
            var signed = await mailbox.ProtectAsync([.. Latin1("From: anna@acme.example\r\n"), .. Bodies[name]], "anna@acme.example");
            Assert.Equal(Bodies[name], await mailbox.VerifyAsync(signed, authority.Certificate));
            using var read = await MimeMessage.LoadAsync(signed);
            Assert.IsType<MimeKit.Cryptography.MultipartSigned>(read.Body);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Type, name and decoded octets of every leaf, read by Python.</summary>
    private async Task<string> LeavesAsync(byte[] entity)
    {
        var (code, output) = await TryAsync("python3", "-c", Reader, _folder.Write("leaves.eml", entity));
        Assert.True(code == 0, output);
        return output;
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
