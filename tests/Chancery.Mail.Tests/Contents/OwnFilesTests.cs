using Chancery.Mail.Contents;

namespace Chancery.Mail.Tests.Contents;

/// <summary>One small file of each kind that is opened here (tests/data/contents).</summary>
public sealed class OwnFilesTests
{
    [Theory]
    [InlineData("plain.7z", "7z", "text exe", false, false)]
    [InlineData("lzma.zip", "zip", "text", false, false)]
    [InlineData("aes.zip", "zip", "unknown", true, null)]
    [InlineData("locked.7z", "7z", "unknown", true, null)]
    [InlineData("a.txt.xz", "xz", "text", false, false)]
    [InlineData("a.txt.bz2", "bzip2", "text", false, false)]
    [InlineData("old.tar", "tar", "text exe", false, false)]
    [InlineData("disc.iso", "iso", "exe", false, false)]
    [InlineData("winmail.dat", "tnef", "pdf", false, false)]
    [InlineData("mail.msg", "msg", "text", false, false)]
    [InlineData("macro.doc", "doc", "", false, true)]
    [InlineData("locked.doc", "doc", "", true, false)]
    [InlineData("sheet-of-macros.xls", "xls", "", false, true)]
    [InlineData("locked.docx", "docx", "", true, null)]
    public void A_file_is_what_it_is_and_holds_what_it_holds(string file, string type, string inside, bool? encrypted, bool? macro)
    {
        using var mail = Mails.InspectFile(Path.Combine(AppContext.BaseDirectory, "contents", file));
        var item = mail.Attachments[0].Content;
        Assert.Equal((type, false, encrypted, macro), (item.Type, item.TypeMismatch, item.Encrypted.Value, item.Macro.Value));
        Assert.Equal(inside, string.Join(' ', item.Entries.Select(entry => entry.Type)));
        Assert.Equal(encrypted == true, item.NotInspectable is not null);
    }

    [Fact]
    public void A_winmail_dat_gives_its_files_to_the_mail()
    {
        using var mail = Mails.InspectFile(Path.Combine(AppContext.BaseDirectory, "contents", "winmail.dat"));
        Assert.Equal(["winmail.dat", "plan übersicht.pdf"], mail.Attachments.Select(attachment => attachment.Name));
        Assert.Equal(ContentRole.Entry, mail.Attachments[1].Content.Role);
    }
}
