using System.Text;
using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;

namespace Chancery.Mail.Tests;

/// <summary>Boundaries as RFC 2046 section 5.1 has them: no part is lost where one is missing or begins like another.</summary>
public sealed class BoundaryTests
{
    private const string Head = "From: a@a.example\r\nContent-Type: multipart/mixed; boundary=";
    private const string File = "Content-Type: application/pdf; name=x.pdf\r\nContent-Disposition: attachment; filename=x.pdf\r\n\r\n%PDF-1.4\r\n";

    [Theory]
    [InlineData(Head + "b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n" + File, 1)]
    [InlineData(Head + "b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n" + File + "--b\r\n" + File, 2)]
    [InlineData(Head + "b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n" + File + "--bb--\r\n--b\r\n" + File + "--b--\r\n", 2)]
    [InlineData(Head + "bb\r\n\r\n--bb\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + File + "--b--\r\n--bb\r\n" + File + "--bb--\r\n", 2)]
    public void B23_no_part_is_lost(string mail, int files)
    {
        using var inspected = MailInspector.Inspect(new MemoryStream(Encoding.ASCII.GetBytes(mail)), new InspectionLimits());
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
            InspectJson.Write(json, inspected, "x");

        var attachments = JsonDocument.Parse(written.ToArray()).RootElement.GetProperty("attachments");

        Assert.Equal(files, attachments.EnumerateArray().Count(part => part.GetProperty("type").GetString() == "pdf"));
    }
}
