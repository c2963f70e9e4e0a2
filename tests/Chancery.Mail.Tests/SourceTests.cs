using Chancery.Mail.Sources;

namespace Chancery.Mail.Tests;

public sealed class SourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chancery-mail-").FullName;

    [Fact]
    public void An_mbox_gives_its_mails_without_the_quoting()
    {
        var path = Put("box", "From a@b Mon\nSubject: 1\n\nText\n>From hier\n>>From dort\n\nkein\nFrom in der Zeile\n\nFrom c@d Tue\nSubject: 2\n\nEnde\n");
        var mails = MailSources.Enumerate(path).ToList();
        Assert.Equal([path + "#1", path + "#2"], mails.Select(mail => mail.Name));
        Assert.Equal("Subject: 1\n\nText\nFrom hier\n>From dort\n\nkein\nFrom in der Zeile\n", Read(mails[0]));
        Assert.Equal("Subject: 2\n\nEnde\n", Read(mails[1]));
    }

    [Fact]
    public void A_folder_gives_every_eml_below_it_in_order()
    {
        Put("b.eml", "x: 1\n\n");
        Put("a/z.eml", "x: 2\n\n");
        Put("a/notes.txt", "x");
        Assert.Equal(["a/z.eml", "b.eml"], MailSources.Enumerate(_folder).Select(mail => Path.GetRelativePath(_folder, mail.Name)));
    }

    [Fact]
    public void A_Maildir_gives_new_and_cur()
    {
        Put("md/new/1.h", "x: 1\n\n");
        Put("md/cur/2.h:2,S", "x: 2\n\n");
        Put("md/tmp/3.h", "x: 3\n\n");
        Assert.Equal(2, MailSources.Enumerate(Path.Combine(_folder, "md")).Count());
    }

    [Fact]
    public void Missing_and_empty_inputs_are_entries_with_a_problem()
    {
        var empty = Put("leer.eml", "");
        Assert.NotNull(Assert.Single(MailSources.Enumerate(empty)).Problem);
        Assert.NotNull(Assert.Single(MailSources.Enumerate(Path.Combine(_folder, "fehlt.eml"))).Problem);
        Directory.CreateDirectory(Path.Combine(_folder, "nichts"));
        Assert.NotNull(Assert.Single(MailSources.Enumerate(Path.Combine(_folder, "nichts"))).Problem);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Read(MailSource mail)
    {
        using var reader = new StreamReader(mail.Open());
        return reader.ReadToEnd();
    }
}
