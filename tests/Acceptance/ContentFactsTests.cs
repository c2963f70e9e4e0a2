using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Acceptance.Support;

namespace Acceptance;

/// <summary>Rules ask what lies in attachments; simulation and the running gateway answer alike.</summary>
public sealed class ContentFactsTests
{
    private const string Sender = "anna@acme.example";

    private const string Policy = """
        rules:
          - id: series
            if: { attachments: { where: { any: [ { type: dicom }, { archive: { contains: { type: dicom } } } ] }, count: ">= 1" } }
            then: [ { header: { set: { name: X-Series, value: yes } } } ]
          - id: programs
            if: { attachment.any: { archive: { contains: { type: exe } } } }
            then: [ { reject: "no programs" } ]
          - id: locked
            if: { attachment.any: { any: [ { encrypted: true }, { macro: true } ] } }
            then: [ { header: { set: { name: X-Locked, value: yes } } } ]
        """;

    [Fact]
    public async Task What_is_zipped_decides_in_simulation()
    {
        using var folder = new TestFolder();
        await using var gateway = new Gateway(Ports.Free(), Policy);
        var mail = folder.Write("serie.eml", With("serie.zip", Zip(("IM00001", Dicom))));

        var simulated = await Run.ChanceryAsync("simulate", mail, "--policy", Path.Combine(gateway.Folder, "policy"), "--json");

        Assert.True(simulated.ExitCode == 0, simulated.ToString());
        Assert.Contains("series", simulated.Output, StringComparison.Ordinal);
        Assert.Contains("X-Series", simulated.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Locked", simulated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_zipped_decides_in_the_running_gateway()
    {
        await using var sink = new Sink();
        await using var gateway = await Gateway.StartedAsync(sink.Port, Policy);
        await using var client = await SmtpDialog.ConnectAsync(gateway.SmtpPort);

        Assert.StartsWith("250", await client.MailAsync(Sender, ["b@partner.example"], Encoding.ASCII.GetBytes(With("serie.zip.gz", Gzip(Zip(("IM00001", Dicom)))))), StringComparison.Ordinal);
        var mail = (await sink.WaitForAsync(1))[0];

        Assert.Contains("X-Series: yes", mail.Header, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Locked", mail.Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_tells_what_lies_in_an_archive()
    {
        using var folder = new TestFolder();
        var mail = folder.Write("serie.eml", With("serie.zip", Zip(("IM00001", Dicom), ("x/a.txt", Encoding.ASCII.GetBytes("hello")))));

        var inspected = await Run.ChanceryAsync("inspect", mail, "--json");

        using var json = JsonDocument.Parse(inspected.Output);
        var attachment = json.RootElement.GetProperty("mails")[0].GetProperty("attachments")[0];
        Assert.True(attachment.GetProperty("inspectable").GetBoolean());
        Assert.Equal(2, attachment.GetProperty("archive").GetProperty("entries").GetInt32());
        Assert.Equal(["dicom", "text"], attachment.GetProperty("archive").GetProperty("contains").EnumerateArray().Select(type => type.GetString()));
    }

    private static byte[] Dicom { get; } = [.. new byte[128], .. "DICM"u8, 2, 0, 0, 0, .. "UL"u8, 4, 0, 0, 0, 0, 0];

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name).Open()) entry.Write(content);
        return file.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return file.ToArray();
    }

    private static string With(string name, byte[] content) =>
        $"From: {Sender}\r\nTo: b@partner.example\r\nSubject: Serie\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
        + $"--b\r\nContent-Type: application/octet-stream; name={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\r\n--b--\r\n";
}
