using System.Diagnostics;
using System.Text;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.ContentTypes;
using Chancery.Mail.Headers;
using Chancery.Mail.Inspection;
using Chancery.Mail.Text;
using CsCheck;

namespace Chancery.Mail.Tests.Contents;

/// <summary>Any octets have a type, traits and an end; any header section has fields.</summary>
public sealed class SniffingFuzzTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(20);

    private static readonly string[] Beginnings =
    [
        "", "%PDF-1.7\n1 0 obj << /OpenAction 2 0 R /Type /ObjStm /N 2 /First 4 /Filter /FlateDecode >> stream\n", "PK\u0003\u0004", "7z\u00BC\u00AF\u0027\u001C", "Rar!\u001A\u0007\u0001\u0000", "\u001F\u008B\u0008", "BZh9",
        "\u00FD7zXZ\u0000", "(\u00B5/\u00FD", "\u001F\u009D\u0090", "MSCF\0\0\0\0", "`\u00EA(\0\"\u000B\u0001\0\u0010\0\u0002", "$\0-lh5-", "MZ", "\u007FELF", "ISO-10303-21;", "/*", "DICM", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "x\u009F>\"",
        "0\u0080", "0\u0082\u0001\u0000\u0006\u0009*\u0086H\u0086\u00F7\r\u0001\u0007\u0003", "-----BEGIN PGP MESSAGE-----\n", "MSH|^~\\&|", "UNA:+.? '", "<svg onload=", "<?xml version='1.0'?><ClinicalDocument", "BEGIN:VCALENDAR\n", "{\\rtf1", "AC1032",
        "  0\nSECTION\n", "solid x\n facet", "From: a@b\nSubject: x\n\n", "\u0008\0\u0005\0CS\u000A\0ISO_IR 100", "\0\u0008\0\u0005CS\0\u000AISO_IR 100", "GIF89a", "\u0089PNG\r\n\u001A\n", "conectix", "II*\0", "RIFF",
    ];

    [Fact]
    public void Any_octets_have_a_type_and_traits()
    {
        string[] names = ["a", "a.pdf", "a.zip", "a.dcm", "a.stp", "a.p7m", "a.html", "a.eml", "a.docx", "con.txt", "a.tar.zst"];
        Gen.Select(Gen.Int[0, Beginnings.Length - 1], Gen.Int[0, Beginnings.Length - 1], Gen.Byte.Array[0, 300], Gen.Int[0, names.Length - 1]).Sample((one, two, noise, name) =>
        {
            byte[] octets = [.. Encoding.Latin1.GetBytes(Beginnings[one]), .. noise, .. Encoding.Latin1.GetBytes(Beginnings[two]), .. noise];
            var began = Stopwatch.GetTimestamp();
            using var mail = Mails.Inspect(names[name], octets);
            var item = mail.Attachments[0].Content;
            Assert.NotEmpty(item.Type);
            Assert.True(item.Encrypted.Value is not null || item.Encrypted.Unknown is not null);
            Assert.True(item.Active.Value is not null || item.Active.Unknown is not null);
            _ = (item.Macro, item.NotInspectable, ArchiveFigures.Of(item), ArchiveFigures.RatioOf(item), mail.Text.Unread);
            Assert.True(Stopwatch.GetElapsedTime(began) < Slow, Convert.ToHexString(octets));
        }, iter: 1500, threads: 1);
    }

    [Fact]
    public void Any_header_section_is_read_and_any_name_made_safe()
    {
        string[] scraps = ["From", ": ", ":", "\r\n", "\n", "\r", " ", "\t", "=?utf-8?B?", "=?utf-8?Q?=41?=", "?=", "<a@b.example>", "\"", "(", ")", ";", "filename*0*=utf-8''%41", "filename=", "\0", "\u00FC", "X-", "Content-Type", "multipart/mixed", "boundary=", "msip_labels", ",", "\u202E", "..\\", "/", "CON", "Authentication-Results: x; spf=pass"];
        Gen.Int[0, scraps.Length - 1].Select(at => scraps[at]).Array[0, 50].Select(string.Concat).Sample(text =>
        {
            var octets = Encoding.UTF8.GetBytes(text);
            var header = RawHeaderBlock.Read(new MemoryStream(octets), 256_000);
            foreach (var field in header.Fields)
            {
                _ = (header.Text(field), header.Octets(field).Length);
                _ = HeaderText.DecodeAll(header, field.Name).Count;
            }
            using var mail = MailInspector.Inspect(new MemoryStream(octets), new InspectionLimits());
            _ = (mail.From.Count, mail.Subject, mail.Tags.Count, mail.Attachments.Count, mail.AttachmentsUnknown, mail.IsReply);
            var name = FileName.Safe(text);
            Assert.DoesNotContain(name, c => c is '/' or '\\' or '\0' or '\r' or '\n' or '\u202E' or ':');
            Assert.Equal(name, FileName.Safe(name));
            Assert.True(TypeDetection.Of(ContentSample.Of(octets), "txt").Length > 0);
        }, iter: 4000, threads: 1);
    }
}
