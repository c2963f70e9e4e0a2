using System.IO.Compression;
using System.Text;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Tests.Content;

/// <summary>Mails, documents and policies that tests make for themselves.</summary>
internal static class Made
{
    /// <summary>Machines that run tests are busy with others.</summary>
    public static InspectionLimits Patient { get; } = new() { TextTime = TimeSpan.FromMinutes(2), ArchiveTime = TimeSpan.FromMinutes(2) };

    public static InspectedMail Mail(string mail) =>
        MailInspector.Inspect(new MemoryStream(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))), Patient);

    public static InspectedMail Text(string text, string type = "text/plain; charset=utf-8", string subject = "s") =>
        Mail($"From: a@acme.example\nTo: b@partner.example\nSubject: {subject}\nContent-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n{text}\n");

    /// <summary>A short text and one attachment after the other.</summary>
    public static InspectedMail With(params (string Name, byte[] Octets)[] attachments) => With("", new InspectionLimits(), attachments);

    public static InspectedMail With(string fields, InspectionLimits limits, params (string Name, byte[] Octets)[] attachments)
    {
        var mail = new StringBuilder($"From: a@acme.example\nTo: b@partner.example\nSubject: s\n{fields}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n");
        foreach (var (name, octets) in attachments)
            mail.Append($"--b\nContent-Type: application/octet-stream; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"\nContent-Transfer-Encoding: base64\n\n")
                .Append(Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks)).Append('\n');
        mail.Append("--b--\n");
        return MailInspector.Inspect(new MemoryStream(Encoding.UTF8.GetBytes(mail.ToString().ReplaceLineEndings("\r\n"))), limits);
    }

    public static byte[] Zip(params (string Name, string Text)[] entries) => Zip([.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Text)))]);

    public static byte[] Zip(params (string Name, byte[] Octets)[] entries)
    {
        using var octets = new MemoryStream();
        using (var zip = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return octets.ToArray();
    }

    public static byte[] Docx(string document, params (string Name, string Text)[] more) =>
        Zip([("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"), ("word/document.xml", document), .. more]);

    public static string Word(string runs) => $"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>{runs}</w:p></w:body></w:document>";

    public static byte[] Odt(string content, string manifest = "<manifest xmlns='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>") =>
        Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content), ("META-INF/manifest.xml", manifest));

    /// <summary>What a vocabulary comes to.</summary>
    public static ReadingTerms Terms(string vocabulary)
    {
        var folder = Directory.CreateTempSubdirectory("terms");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "policy.yaml"), "domains: [acme.example]\nconnectors: [erp]\n");
            File.WriteAllText(Path.Combine(folder.FullName, "vocabulary.yaml"), "apiVersion: chancery/v1\nkind: Vocabulary\nmetadata: { id: v }\n" + vocabulary);
            File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), "rules: []\n");
            var load = PolicyLoader.Load(folder.FullName);
            Assert.Empty(load.Findings.Select(finding => $"{finding.Code} {finding.Message}"));
            return load.Policies.Values.Single().Reading;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static MailContext Context(ReadingTerms terms, SessionTrust trust = SessionTrust.Internal, string? connector = null) =>
        new(new Session("127.0.0.1:25", "192.0.2.1", "helo.example", null, trust, null, connector), new Envelope("a@acme.example", ["b@partner.example"]), ["acme.example"]) { Reading = terms };

    public static Fact? Fact(this InspectedMail mail, string name, ReadingTerms terms, string? argument = null, string? subject = null, SessionTrust trust = SessionTrust.Internal) =>
        MailFacts.TryFetch(new FactKey(name, subject, argument), mail, Context(terms, trust));

    /// <summary>The value, <c>?</c> for unknown, <c>?&gt;=</c> and the least value where one is known.</summary>
    public static string Said(this Fact? fact) => fact switch
    {
        Policy.Facts.Fact.Known known => known.Value.ToString()!,
        Policy.Facts.Fact.Unknown { AtLeast: { } least } => "?>=" + least,
        Policy.Facts.Fact.Unknown => "?",
        _ => "-",
    };
}
