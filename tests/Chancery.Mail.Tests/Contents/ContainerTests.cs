using System.IO.Compression;
using System.Text;
using Chancery.Mail.Contents;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Contents;

/// <summary>What is packed is seen as what it is, as often as it is packed, within the limits; and what is not seen is said.</summary>
public sealed class ContainerTests
{
    [Fact]
    public void An_archive_within_archives_is_opened_and_its_entries_are_typed()
    {
        var inner = Mails.Zip(("bilder/IM00001", Mails.Dicom), ("lies mich.txt", Mails.Text("hello")));
        using var mail = Mails.Inspect("serie.tgz", Mails.Gzip(Mails.Tar(("a/serie.zip", inner))));
        Assert.Equal(
            ["2/serie.tar:tar", "2/serie.tar/a/serie.zip:zip", "2/serie.tar/a/serie.zip/bilder/IM00001:dicom", "2/serie.tar/a/serie.zip/lies mich.txt:text"],
            Mails.Inside(mail).Select(entry => $"{entry.Path}:{entry.Type}"));
        var attachment = mail.Attachments[0].Content;
        Assert.Equal(new ArchiveFigures(3, 4, null), ArchiveFigures.Of(attachment));
        Assert.Null(attachment.NotInspectable);
        using var open = Mails.Inside(mail)[2].Open();
        var content = new MemoryStream();
        open.CopyTo(content);
        Assert.Equal(Mails.Dicom, content.ToArray());
    }

    [Fact]
    public void Beyond_the_depth_nothing_is_opened_and_that_is_said()
    {
        var archive = Mails.Text("deep");
        for (var level = 1; level <= 6; level++) archive = Mails.Zip(($"e{level}{(level == 1 ? ".txt" : ".zip")}", archive));
        using var mail = Mails.Inspect("deep.zip", archive);
        var figures = ArchiveFigures.Of(mail.Attachments[0].Content);
        Assert.Equal((6, 5), (figures.Depth, figures.Entries));
        Assert.NotNull(figures.Unseen);
        Assert.Equal("containers within each other are over the limit", mail.Attachments[0].Content.NotInspectable);
    }

    [Fact]
    public void An_entry_that_is_longer_than_the_directory_says_is_not_readable()
    {
        var zip = Mails.Zip(CompressionLevel.NoCompression, ("a.txt", Mails.Text("all of this is here")));
        // The sizes of the directory, of which the second counts what comes out.
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        zip[directory + 24] = 1;
        using var mail = Mails.Inspect("a.zip", zip);
        Assert.NotNull(mail.Attachments[0].Content.NotInspectable);
    }

    [Fact]
    public void Entries_the_directory_does_not_name_make_an_archive_uninspectable()
    {
        var zip = Mails.Zip(CompressionLevel.NoCompression, ("1.txt", Mails.Text("one")), ("2.exe", Mails.Text("MZ two")), ("3.txt", Mails.Text("three")));
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var second = directory + 4 + zip.AsSpan(directory + 4).IndexOf("PK\u0001\u0002"u8);
        var third = second + 4 + zip.AsSpan(second + 4).IndexOf("PK\u0001\u0002"u8);
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        byte[] hiding = [.. zip[..second], .. zip[third..]];
        var newEnd = end - (third - second);
        hiding[newEnd + 8] = hiding[newEnd + 10] = 2;
        BitConverter.TryWriteBytes(hiding.AsSpan(newEnd + 12), newEnd - directory);
        using var mail = Mails.Inspect("a.zip", hiding);
        Assert.Equal(["2/1.txt", "2/3.txt"], Mails.Inside(mail).Select(entry => entry.Path));
        Assert.Equal("it has entries that its directory does not name", mail.Attachments[0].Content.NotInspectable);
    }

    [Fact]
    public void Names_are_labels_and_no_two_are_alike()
    {
        using var mail = Mails.Inspect("a.zip", Mails.Zip(("../../etc/passwd", [1]), ("a\r\nb.txt", [1]), ("C:\\x\\y.txt", [1]), ("y.txt", [1]), ("y.txt", [2])));
        var inside = Mails.Inside(mail);
        Assert.Equal(["2/etc/passwd", "2/ab.txt", "2/C:/x/y.txt", "2/y.txt", "2/y.txt#2"], inside.Select(entry => entry.Path));
        Assert.All(inside, entry => Assert.DoesNotContain('/', entry.Name));
    }

    [Fact]
    public void An_archive_behind_a_program_or_a_picture_is_opened_too()
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. new byte[40]];
        using var mail = Mails.Inspect("logo.png", [.. png, .. Mails.Zip(("x.exe", Mails.Text("MZ")))]);
        Assert.Equal("png", mail.Attachments[0].Content.Type);
        Assert.Equal(["exe"], Mails.Inside(mail).Select(entry => entry.Type));
    }

    [Fact]
    public void A_message_attached_as_a_file_shows_its_attachments()
    {
        var inner = ((MemoryStream)Mails.With(("ct.dcm", Mails.Dicom))).ToArray();
        using var mail = Mails.Inspect("weitergeleitet.eml", inner);
        Assert.Equal(["Body:text", "Entry:dicom"], Mails.Inside(mail).Select(entry => $"{entry.Role}:{entry.Type}"));
    }

    [Fact]
    public void A_document_is_not_an_archive_but_has_pieces()
    {
        var docm = Mails.Zip(("[Content_Types].xml", Mails.Text("<Types/>")), ("word/document.xml", Mails.Text("<w/>")), ("word/vbaProject.bin", [1, 2]));
        using var mail = Mails.Inspect("a.docm", docm);
        var item = mail.Attachments[0].Content;
        Assert.Equal(("docx", false, false), (item.Type, item.TypeMismatch, item.IsContainer));
        Assert.Equal(Finding.Yes, item.Macro);
        Assert.Equal(3, item.Pieces.Count);
        Assert.Equal(0, ArchiveFigures.Of(item).Depth);
    }

    [Fact]
    public void Too_much_coming_out_ends_the_walk()
    {
        var large = new byte[3_000_000];
        large.AsSpan().Fill((byte)'a');
        var zeros = Mails.Zip(("a", large), ("b", large));
        using var mail = Mails.Inspect("z.zip", Mails.Zip(("inner.zip", zeros)), new InspectionLimits { ArchiveBytes = 4_000_000 });
        Assert.Equal("the unpacked size is over the limit", mail.Attachments[0].Content.NotInspectable);
        using var ratio = Mails.Inspect("z.zip", zeros, new InspectionLimits { ArchiveRatioFloor = 1_000_000 });
        Assert.Equal("the ratio of an archive is over the limit", ratio.Attachments[0].Content.NotInspectable);
        using var entries = Mails.Inspect("z.zip", Mails.Zip([.. Enumerable.Range(0, 30).Select(i => ($"{i}", new byte[1]))]), new InspectionLimits { ArchiveEntries = 20 });
        Assert.Equal("the entries of archives are over the limit", entries.Attachments[0].Content.NotInspectable);
    }

    [Fact]
    public void What_takes_too_long_by_the_given_clock_ends_the_walk()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        using var mail = Mails.Inspect("z.zip", Mails.Zip([.. Enumerable.Range(0, 50).Select(i => ($"{i}.txt", Mails.Text("some text")))]), new InspectionLimits { Clock = clock });
        Assert.Equal("looking into archives takes too long", mail.Attachments[0].Content.NotInspectable);
    }

    [Fact]
    public void Nothing_is_opened_for_names_sizes_and_types()
    {
        using var mail = Mails.Inspect("a.zip", Mails.Zip(("x.txt", Mails.Text("x"))));
        var attachment = mail.Attachments[0];
        _ = (attachment.Name, attachment.Content.Size, attachment.Content.Type, attachment.Content.TypeMismatch, mail.AttachmentsUnknown);
        Assert.Equal(0, mail.Contents.OpenedContainers);
        _ = attachment.Content.Entries;
        Assert.Equal(1, mail.Contents.OpenedContainers);
    }

    [Fact]
    public void Large_contents_can_be_read_again_from_any_place()
    {
        var large = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"line {i}\n")));
        using var mail = Mails.Inspect("a.zip", Mails.Zip(("a.txt", large), ("b.txt", large)), new InspectionLimits { ArchiveRatio = 1000 });
        foreach (var entry in Mails.Inside(mail))
        {
            Assert.Equal(large.Length, entry.Size);
            using var open = entry.Open();
            open.Position = large.Length - 10;
            var end = new byte[10];
            open.ReadExactly(end);
            Assert.Equal(large[^10..], end);
        }
    }
}
