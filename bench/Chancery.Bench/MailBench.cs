using System.Text;
using BenchmarkDotNet.Attributes;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Bench;

/// <summary>What the cheap facts of an ordinary mail of 10 KB cost, from its octets on.</summary>
[ShortRunJob, MemoryDiagnoser]
public class MailBench
{
    private static readonly string[] OfMessage = ["sender.envelope", "sender.header", "subject", "tag", "message.size", "message.type", "message.isEncrypted", "message.isSigned", "attachments"];
    private static readonly string[] OfAttachment = ["attachment.name", "attachment.ext", "attachment.size", "attachment.type", "attachment.typeMismatch", "attachment.inline"];

    private readonly MailContext _context = new(
        new Session("127.0.0.1:25", "192.0.2.1", "helo.example", null, SessionTrust.Internal, null, null), new Envelope("a@acme.example", ["b@partner.example"]), ["acme.example"]);

    private byte[] _mail = [];

    [GlobalSetup]
    public void Prepare()
    {
        var pdf = new byte[6000];
        Encoding.ASCII.GetBytes("%PDF-1.7\n").CopyTo(pdf, 0);
        _mail = Encoding.UTF8.GetBytes(
            "From: A <a@acme.example>\r\nTo: B <b@partner.example>\r\nSubject: #NIS2 =?utf-8?q?=C3=9Cbersicht?=\r\nDate: Mon, 30 Nov 2026 12:00:00 +0100\r\nMessage-ID: <1@acme.example>\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + string.Concat(Enumerable.Repeat("An ordinary line of an ordinary mail.\r\n", 40))
            + "--b\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(pdf, Base64FormattingOptions.InsertLineBreaks) + "\r\n--b--\r\n");
    }

    [Benchmark]
    public int CheapFacts()
    {
        using var mail = MailInspector.Inspect(new MemoryStream(_mail, writable: false), new InspectionLimits());
        var known = OfMessage.Count(name => MailFacts.TryFetch(new FactKey(name), mail, _context) is Fact.Known);
        return known + OfAttachment.Count(name => MailFacts.TryFetch(new FactKey(name, "2"), mail, _context) is Fact.Known);
    }
}
