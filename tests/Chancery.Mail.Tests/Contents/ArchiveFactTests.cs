using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Tests.Contents;

public sealed class ArchiveFactTests
{
    [Theory]
    [InlineData("attachment.archive.depth", "2", "1")]
    [InlineData("attachment.archive.entries", "2", "2")]
    [InlineData("attachment.encrypted", "2", "false")]
    [InlineData("attachment.macro", "2", "false")]
    [InlineData("attachment.inspectable", "2", "true")]
    [InlineData("attachment.archive.parts", "2", "[2/IM1,2/b.txt]")]
    [InlineData("attachment.type", "2/IM1", "dicom")]
    [InlineData("attachment.size", "2/b.txt", "5")]
    [InlineData("attachment.ext", "2/b.txt", "txt")]
    [InlineData("attachment.archive.depth", "2/b.txt", "0")]
    public void A_fact_of_an_archive_or_an_entry_is_known(string name, string subject, string value)
    {
        using var mail = Mails.Inspect("serie.zip", Mails.Zip(("IM1", Mails.Dicom), ("b.txt", Mails.Text("hello"))));
        Assert.Equal(value, Assert.IsType<Fact.Known>(Fetch(mail, name, subject)).Value.ToString()!.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_an_archive_that_is_cut_off_what_is_seen_is_known_and_the_rest_is_not()
    {
        var zip = Mails.Zip(("IM1", Mails.Dicom), ("b.txt", Mails.Text("hello")));
        using var mail = Mails.Inspect("serie.zip", zip[..^40]);
        var parts = Assert.IsType<FactValue.Set>(Assert.IsType<Fact.Known>(Fetch(mail, "attachment.archive.parts", "2")).Value).Values;
        Assert.Contains(parts, part => Fetch(mail, "attachment.type", part) is Fact.Known { Value: var type } && type.ToString() == "dicom");
        Assert.Contains(parts, part => Fetch(mail, "attachment.type", part) is Fact.Unknown);
        Assert.IsType<Fact.Unknown>(Fetch(mail, "attachment.archive.entries", "2"));
        Assert.Equal("false", Assert.IsType<Fact.Known>(Fetch(mail, "attachment.inspectable", "2")).Value.ToString());
    }

    [Fact]
    public void A_picture_in_the_text_is_no_attachment_to_rules_but_a_document_that_says_so_is()
    {
        const string Mail =
            "From: a@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:1\">\r\n"
            + "--b\r\nContent-Type: image/gif\r\nContent-ID: <1>\r\nContent-Disposition: inline; filename=logo.gif\r\n\r\nGIF89a\r\n"
            + "--b\r\nContent-Type: image/gif\r\nContent-ID: <2>\r\nContent-Disposition: inline; filename=plan.gif\r\n\r\n%PDF-1.7\r\n--b--\r\n";
        using var mail = MailInspector.Inspect(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Mail)), new InspectionLimits());
        Assert.Equal("[3]", Assert.IsType<Fact.Known>(Fetch(mail, "attachments", null)).Value.ToString());
        Assert.Equal(2, mail.Attachments.Count);
    }

    private static Fact? Fetch(InspectedMail mail, string name, string? subject) =>
        MailFacts.TryFetch(new FactKey(name, subject), mail, new MailContext(Session, new Envelope("a@acme.example", ["b@partner.example"]), ["acme.example"]));

    private static Session Session { get; } = new("127.0.0.1:25", "192.0.2.1", "helo.example", null, SessionTrust.Internal, null, null);
}
