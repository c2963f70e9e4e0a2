using System.Text;
using Chancery.Mail.Documents;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Tests.Content;

/// <summary>The text of documents, wherever it stands in them.</summary>
public sealed class DocumentTests
{
    private const string W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    [Fact]
    public void Runs_of_a_word_document_are_joined_and_all_of_its_parts_read()
    {
        var docx = Made.Docx(
            Made.Word("<w:r><w:t>DE89 37</w:t></w:r><w:r><w:t>04</w:t></w:r><w:r><w:tab/><w:t>x</w:t></w:r>"),
            ("word/header1.xml", $"<w:hdr {W}><w:p><w:r><w:t>Kopf</w:t></w:r></w:p></w:hdr>"),
            ("word/footer1.xml", $"<w:ftr {W}><w:p><w:r><w:t>Fuß</w:t></w:r></w:p></w:ftr>"),
            ("word/footnotes.xml", $"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote></w:footnotes>"),
            ("word/comments.xml", $"<w:comments {W}><w:comment><w:p><w:r><w:t>Bemerkung</w:t></w:r></w:p></w:comment></w:comments>"),
            ("docProps/core.xml", "<c xmlns:dc='d'><dc:title>Titel</dc:title></c>"),
            ("word/styles.xml", $"<w:styles {W}><w:x>Stil</w:x></w:styles>"));
        var text = Read(docx, "docx");
        foreach (var part in (string[])["DE89 3704\tx", "Kopf", "Fuß", "Note", "Bemerkung", "Titel"]) Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Stil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_a_workbook_are_read_numbers_too()
    {
        var xlsx = Made.Zip(
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook><sheets><sheet name='Gehälter'/></sheets></workbook>"),
            ("xl/sharedStrings.xml", "<sst><si><r><t>ver</t></r><r><t>traulich</t></r></si></sst>"),
            ("xl/worksheets/sheet1.xml", "<worksheet><row><c t='s'><v>0</v></c><c><v>4111111111111111</v></c><c t='inlineStr'><is><t>inline</t></is></c></row></worksheet>"));
        var text = Read(xlsx, "xlsx");
        foreach (var part in (string[])["vertraulich", "4111111111111111", "inline", "Gehälter"]) Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_within_a_document_is_read()
    {
        var inner = Made.Docx(Made.Word("<w:r><w:t>innen</w:t></w:r>"));
        var outer = Made.Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", Encoding.UTF8.GetBytes(Made.Word(""))), ("word/embeddings/x.docx", inner)]);
        Assert.Contains("innen", Read(outer, "docx"), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_OpenDocument_is_read()
    {
        var odt = Made.Odt("<o xmlns:text='t'><text:p>streng<text:s/>ver<text:span>traulich</text:span></text:p><text:p>x</text:p></o>");
        Assert.Equal("streng vertraulich\nx", Read(odt, "odt").Trim());
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\b ver\b0 traulich\par DE89\~3704}", "vertraulich\nDE89 3704")]
    [InlineData(@"{\rtf1\ansi\ansicpg1252 Pr\'fcfung \u8364?5{\*\generator x;}}", "Prüfung €5")]
    [InlineData(@"{\rtf1\ansi\ansicpg932 \'8b\'40\'96\'a7}", "機密")]
    [InlineData(@"{\rtf1 a{\*\annotation note}{\pict 00ff}b}", "anoteb")]
    [InlineData(@"{\rtf1\uc0 \u65\u66 C{\field{\*\fldinst x}{\fldrslt y}}}", "ABCy")]
    public void Text_of_rtf_is_read(string rtf, string text) => Assert.Equal(text, Read(Encoding.Latin1.GetBytes(rtf), "rtf").Trim());

    [Theory]
    [InlineData("<a><b title='t'>x</b><!-- c --><![CDATA[y]]></a>", "t\nx\ny")]
    [InlineData("<a>vertraulich<b></a>", "vertraulich")]
    public void Text_of_xml_is_read(string xml, string text) => Assert.Equal(text, Read(Encoding.UTF8.GetBytes(xml), "xml").Trim());

    [Fact]
    public void Entities_are_not_expanded_and_leave_it_unknown()
    {
        const string Bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]>";
        Assert.NotNull(Reading(Encoding.UTF8.GetBytes(Bomb + "<a>&c;</a>"), "xml").Unread);
        Assert.NotNull(Reading(Made.Docx(Bomb + Made.Word("<w:r><w:t>&c;</w:t></w:r>")), "docx").Unread);
    }

    [Theory]
    [InlineData("pdf", "%PDF-1.7\ntrailer << /Root 1 0 R >>")]
    [InlineData("docx", "PK\x03\x04rest")]
    [InlineData("odt", "PK\x03\x04rest")]
    [InlineData("rtf", @"{\rtf1 {{{ cut off")]
    [InlineData("smime", "-----BEGIN PGP MESSAGE-----")]
    [InlineData("unknown", "\0\x01\x02\x03\x04\x05\0\x01")]
    public void What_is_damaged_or_locked_says_so(string type, string octets) => Assert.NotNull(Reading(Encoding.Latin1.GetBytes(octets), type).Unread);

    [Theory]
    [InlineData("seed.doc", "DE89 3704 0044 0532 0130 00|streng vertraulich – Prüfung")]
    [InlineData("seed.xls", "DE89 3704 0044 0532 0130 00|Prüfung €|vertraulicher Inhalt|Lohn|4111111111111111|1234|Notiz")]
    [InlineData("seed.ppt", "Folie: streng vertraulich|DE89 3704 0044 0532 0130 00|Notiz")]
    [InlineData("seed.pdf", "Titel|DE89 3704 0044\n0532 0130 00\nstreng vertraulich")]
    public void Text_of_old_formats_and_pdf_is_read(string seed, string parts)
    {
        var text = Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds", seed)), Path.GetExtension(seed)[1..]);
        foreach (var part in parts.Split('|')) Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_OpenDocument_says_so() =>
        Assert.Equal("it is encrypted", Reading(Made.Odt("x", "<m xmlns:manifest='m'><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>"), "odt").Unread);

    [Fact]
    public void A_bomb_ends_at_the_limit()
    {
        var bomb = Made.Docx(Made.Word("<w:r><w:t>" + new string(' ', 80_000_000) + "</w:t></w:r>"));
        Assert.True(bomb.Length < 1_000_000);
        Assert.NotNull(Reading(bomb, "docx").Unread);
    }

    private static string Read(byte[] octets, string type)
    {
        var reading = Reading(octets, type);
        Assert.Null(reading.Unread);
        return reading.Readings[0];
    }

    private static DocumentReading Reading(byte[] octets, string type) =>
        DocumentText.Read(() => new MemoryStream(octets), type, null, new ReadingBudget(Made.Patient));
}
