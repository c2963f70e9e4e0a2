using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Tests.Content;

/// <summary>Detectors of a vocabulary count as the language says (1.6).</summary>
public sealed class DetectorTests
{
    private const string Iban = "DE89370400440532013000", Kvnr = "A123456780";

    private static readonly ReadingTerms Terms = Made.Terms("""
        detectors:
          angebot:  { keywords: [Angebot, Kostenvoranschlag, "streng vertraulich"], wholeWord: true }
          teil:     { keywords: [Angebot] }
          exakt:    { keywords: [ACME], caseSensitive: true }
          patient:  { builtin: kvnr, near: { words: [Patient, Krankenkasse], within: 20 } }
          projekt:  { regex: '\bPRJ-[0-9]{6}\b', in: [subject, body] }
          konto:    { regex: '[A-Z]{2}[0-9]{20}', validator: iban, confidence: 95 }
          umlaut:   { keywords: [Prüfung, Straße] }
        """);

    [Theory]
    [InlineData("angebot", "Unser ANGEBOT liegt bei.", "1")]
    [InlineData("angebot", "Angebotsschreiben", "0")]
    [InlineData("angebot", "Angebot Kostenvoranschlag Angebot", "3")]
    [InlineData("angebot", "streng\nvertraulich", "1")]
    [InlineData("angebot", "str\u00ADeng\u200B  vertraulich", "1")]
    [InlineData("teil", "Angebotsschreiben, Sonderangebot", "2")]
    [InlineData("exakt", "ACME acme Acme", "1")]
    [InlineData("patient", "Patient: " + Kvnr, "1")]
    [InlineData("patient", Kvnr, "0")]
    [InlineData("patient", Kvnr + " ist bei uns als Versicherter und als Patient geführt", "0")]
    [InlineData("projekt", "PRJ-123456 prj-000001 PRJ-1234567", "2")]
    [InlineData("konto", Iban + " DE00370400440532013000", "1")]
    [InlineData("konto%90", Iban, "1")]
    [InlineData("konto%96", Iban, "0")]
    [InlineData("iban", Iban + " " + Iban, "1")]
    [InlineData("iban%85", Iban, "1")]
    [InlineData("iban%99", Iban, "0")]
    [InlineData("umlaut", "PRÜFUNG Pru\u0308fung", "2")]
    public void Hits_are_counted(string asked, string text, string count)
    {
        using var mail = Made.Text(text);
        Assert.Equal(count, mail.Fact("content", Terms, asked).Said());
    }

    [Theory]
    [InlineData("projekt", "1")]
    [InlineData("projekt@subject", "1")]
    [InlineData("projekt@body", "0")]
    [InlineData("projekt@attachments.text", "0")]
    [InlineData("angebot@body,subject", "1")]
    public void A_place_is_asked_for(string asked, string count)
    {
        using var mail = Made.Text("Angebot", subject: "=?utf-8?q?Re=3A_PRJ-?= =?utf-8?q?000001?=");
        Assert.Equal(count, mail.Fact("content", Terms, asked).Said());
    }

    [Fact]
    public void Two_forms_of_one_text_count_once()
    {
        using var mail = Made.Text("--b\nContent-Type: text/plain\n\nAngebot\n--b\nContent-Type: text/html\n\n<p>Angebot</p>\n--b--", "multipart/alternative; boundary=b");
        Assert.Equal("1", mail.Fact("content", Terms, "angebot").Said());
    }

    [Theory]
    [InlineData("Angebot", "?>=1")]
    [InlineData("nichts", "?")]
    public void What_could_not_be_read_leaves_it_open_but_a_hit_stays_a_hit(string text, string said)
    {
        using var mail = Made.With(("a.txt", System.Text.Encoding.UTF8.GetBytes(text)), ("b.docx", Made.Docx("<w:document")));
        Assert.Equal(said, mail.Fact("content", Terms, "angebot").Said());
    }

    [Fact]
    public void What_has_no_text_by_nature_is_no()
    {
        using var mail = Made.With(("a.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0]));
        Assert.Equal("0", mail.Fact("content", Terms, "angebot").Said());
    }

    [Fact]
    public void Text_is_not_read_for_facts_that_need_none()
    {
        using var mail = Made.With(("a.txt", "Angebot"u8.ToArray()));
        foreach (var name in (string[])["subject", "tag", "message.isReply", "message.size", "attachments"]) mail.Fact(name, Terms);
        Assert.False(mail.IsTextRead);
        mail.Fact("content", Terms, "angebot@subject");
        Assert.True(mail.IsTextRead);
    }

    [Fact]
    public void The_words_of_a_policy_are_compiled_once() => Assert.Same(ContentRules.Of(Terms), ContentRules.Of(Terms));

    [Fact]
    public void Text_over_the_limit_is_unknown()
    {
        using var mail = Made.With("", new InspectionLimits { TextCharacters = 1000 }, ("a.txt", System.Text.Encoding.UTF8.GetBytes(new string('x', 2000))));
        Assert.Equal("?", mail.Fact("content", Terms, "angebot").Said());
    }
}
