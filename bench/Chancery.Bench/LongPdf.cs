using System.Text;

namespace Chancery.Bench;

/// <summary>A PDF of many pages of text, not compressed, attached to a mail.</summary>
internal static class LongPdf
{
    private const int PageBytes = 8 * 1024;

    public static byte[] InMail(int size)
    {
        var pdf = Of(size);
        return Encoding.ASCII.GetBytes("From: a@acme.example\r\nTo: b@partner.example\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(pdf, Base64FormattingOptions.InsertLineBreaks) + "\r\n");
    }

    public static byte[] Of(int size)
    {
        var pages = size / PageBytes;
        var pdf = new StringBuilder("%PDF-1.4\n");
        List<int> places = [];
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add($"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{4 + 2 * page} 0 R"))}] >>");
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (var page = 0; page < pages; page++)
        {
            Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * page} 0 R >>");
            var content = new StringBuilder("BT /F1 9 Tf 40 800 Td 10 TL\n");
            for (var line = 0; content.Length < PageBytes - 200; line++) content.Append("(Zeile ").Append(line).Append(" der Seite ").Append(page).Append(" mit gewoehnlichem Text) Tj T*\n");
            content.Append("ET");
            Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var start = pdf.Length;
        pdf.Append($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) pdf.Append($"{place:0000000000} 00000 n \n");
        pdf.Append($"trailer << /Root 1 0 R /Size {places.Count + 1} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());

        void Add(string body)
        {
            places.Add(pdf.Length);
            pdf.Append($"{places.Count} 0 obj\n{body}\nendobj\n");
        }
    }
}
