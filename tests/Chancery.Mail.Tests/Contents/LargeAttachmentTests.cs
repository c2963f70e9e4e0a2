using System.Text;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Contents;

/// <summary>A large attachment is known by its beginning.</summary>
public sealed class LargeAttachmentTests
{
    private const int Lines = 2_105_264;

    [Fact]
    public void A_120_MB_attachment_is_typed_and_measured_without_being_decoded()
    {
        using var original = new CountingStream(Mail());
        using var mail = MailInspector.Inspect(original, new InspectionLimits());
        original.Count = 0;
        var item = mail.Attachments[0].Content;
        Assert.Equal(("dicom", Lines * 57L), (item.Type, item.Size));
        Assert.InRange(original.Count, 1, 200_000);
        Assert.Null(item.NotInspectable);
        Assert.InRange(original.Count, 1, 600_000);
        using var content = item.Open();
        content.Position = 57L * 1_000_000 + 3;
        var some = new byte[5];
        content.ReadExactly(some);
        Assert.Equal(new byte[] { 0, 0, 0, 0, 0 }, some);
        Assert.InRange(original.Count, 1, 1_000_000);
    }

    private static MemoryStream Mail()
    {
        var mail = new MemoryStream();
        mail.Write("From: a@acme.example\r\nTo: b@partner.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=ct\r\nContent-Transfer-Encoding: base64\r\n\r\n"u8);
        var start = new byte[57 * 8];
        Mails.Dicom.CopyTo(start, 0);
        mail.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(start, Base64FormattingOptions.InsertLineBreaks) + "\r\n"));
        var line = Encoding.ASCII.GetBytes(new string('A', 76) + "\r\n");
        for (var i = 8; i < Lines; i++) mail.Write(line);
        return mail;
    }

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
