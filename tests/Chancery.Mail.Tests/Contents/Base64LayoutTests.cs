using System.Text;
using Chancery.Mail.Inspection;
using CsCheck;
using MimeKit;

namespace Chancery.Mail.Tests.Contents;

/// <summary>Reading from any place of a base64 body gives what decoding from its start gives.</summary>
public sealed class Base64LayoutTests
{
    [Fact]
    public void Any_place_reads_as_if_all_was_decoded()
    {
        var body = Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[1, 20].Select(n => n * 4), Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 2]);
        Gen.Select(body, Gen.Int[0, 3000]).Sample((given, place) =>
        {
            var (octets, width, dos, damage, tail) = given;
            var lineEnd = dos ? "\r\n" : "\n";
            var text = string.Join(lineEnd, Convert.ToBase64String(octets).Chunk(width).Select(line => new string(line)));
            if (damage == 1 && text.Length > 20) text = text.Insert(text.Length / 2, lineEnd);
            if (damage == 2 && text.Length > 20) text = text.Insert(text.Length / 3, " ");
            text += string.Concat(Enumerable.Repeat(lineEnd, tail));
            var raw = Encoding.ASCII.GetBytes($"From: a@b.example{lineEnd}Content-Type: application/octet-stream{lineEnd}Content-Transfer-Encoding: base64{lineEnd}{lineEnd}{text}");
            using var mail = MailInspector.Inspect(new MemoryStream(raw), new InspectionLimits());
            var item = mail.Attachments[0].Content;
            var expected = new MemoryStream();
            // MimeKit has no content where there is none.
            ((MimePart)MimeMessage.Load(new MemoryStream(raw)).Body!).Content?.DecodeTo(expected);
            Assert.Equal(expected.Length, item.Size);
            using var open = item.Open();
            open.Position = Math.Min(place, open.Length);
            var rest = new MemoryStream();
            open.CopyTo(rest, 77);
            Assert.Equal(expected.ToArray()[(int)Math.Min(place, expected.Length)..], rest.ToArray());
        }, iter: 2000);
    }
}
