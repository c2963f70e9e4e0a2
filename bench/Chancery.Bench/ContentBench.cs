using System.Text;
using BenchmarkDotNet.Attributes;
using Chancery.Mail.Detection;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Mail.Keywords;
using Chancery.Policy.Facts;
using Chancery.Policy.Reading;

namespace Chancery.Bench;

/// <summary>What looking into mails costs: a thousand words over 100 KiB, the built-in detectors over the same, the cheap facts of a small mail, a long PDF.</summary>
[ShortRunJob, MemoryDiagnoser]
public class ContentBench
{
    private static readonly string[] Cheap = ["subject", "tag", "sender.header", "message.type", "message.isReply", "message.size", "message.isEncrypted", "attachments"];

    private Automaton _words = null!;
    private string _text = "";
    private byte[] _mail = [];
    private byte[] _pdfMail = [];
    private readonly MailContext _context = new(
        new Session("127.0.0.1:25", "192.0.2.1", "helo.example", null, SessionTrust.Internal, null, null), new Envelope("a@acme.example", ["b@partner.example"]), ["acme.example"])
    {
        Reading = BuiltInDetectors.Terms,
    };

    [GlobalSetup]
    public void Prepare()
    {
        // Words of one another's letters, so that the automaton is often deep in one.
        _words = new Automaton([.. Enumerable.Range(0, 1000).Select(i => string.Concat($"vertrag{i * 7919 % 1000}wort{i % 13}".Select(Folding.Fold)))]);
        var text = new StringBuilder();
        for (var i = 0; text.Length < 100 * 1024; i++) text.Append("Der Vertrag").Append(i % 1200).Append(" über Wort").Append(i % 17).Append(" wird am 30.11.2026 geprüft, Nummer ").Append(i * 37).Append(".\n");
        _text = PlainForm.Of(text.ToString());
        _mail = Encoding.UTF8.GetBytes(("From: a@acme.example\nTo: b@partner.example\nSubject: #NIS2 Lage\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            + string.Concat(Enumerable.Repeat("Zeile um Zeile von einem kurzen Brief\n", 150)) + "--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(new byte[3000], Base64FormattingOptions.InsertLineBreaks) + "\n--b--\n").ReplaceLineEndings("\r\n"));
        _pdfMail = LongPdf.InMail(5 * 1024 * 1024);
    }

    [Benchmark]
    public int ThousandWordsOver100KiB()
    {
        var hits = new Counter();
        _words.Scan(_text, ref hits);
        return hits.Count;
    }

    [Benchmark]
    public int BuiltInDetectorsOver100KiB() => BuiltInDetectors.All.Sum(detector => detector.Find(_text).Count);

    [Benchmark]
    public int PlainFormOf100KiB() => PlainForm.Of(_text).Length;

    [Benchmark]
    public int CheapFactsOf10KiloByteMail()
    {
        using var mail = MailInspector.Inspect(new MemoryStream(_mail, writable: false), new InspectionLimits());
        return Cheap.Count(name => MailFacts.TryFetch(new FactKey(name), mail, _context) is not null);
    }

    [Benchmark]
    public Fact? ContentOf5MegaBytePdf()
    {
        using var mail = MailInspector.Inspect(new MemoryStream(_pdfMail, writable: false), new InspectionLimits());
        return MailFacts.TryFetch(new FactKey("content", null, "iban"), mail, _context);
    }

    private struct Counter : Automaton.IHits
    {
        public int Count { get; private set; }

        public void Add(int word, int end) => Count++;
    }
}
