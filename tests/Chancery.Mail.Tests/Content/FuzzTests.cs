using System.Diagnostics;
using System.Text;
using Chancery.Mail.Detection;
using Chancery.Mail.Documents;
using Chancery.Mail.Documents.Ole;
using Chancery.Mail.Inspection;
using Chancery.Mail.Labels;
using Chancery.Policy.Facts;
using CsCheck;

namespace Chancery.Mail.Tests.Content;

/// <summary>
/// Every parser of texts and labels on damaged seeds: there is a result, in bounded time, and no failure but the declared ones.
/// The seeds are of our own making, one for each format.
/// </summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(20);

    private static readonly (string Type, byte[] Octets)[] Seeds =
    [
        ("docx", Made.Docx(Made.Word("<w:r><w:t>DE89 3704 0044 0532 0130 00</w:t></w:r>"), ("docProps/custom.xml", "<Properties><property name='MSIP_Label_11111111-aaaa-4aaa-8aaa-000000000004_Enabled'><a>true</a></property></Properties>"))),
        ("odt", Made.Odt("<o xmlns:text='t'><text:p>vertraulich</text:p></o>")),
        ("rtf", Encoding.Latin1.GetBytes(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}}\u8364?\'fc{\*\annotation n}\bin3 abc x\par}")),
        ("html", Encoding.UTF8.GetBytes("<html><style>.a{display:none}</style><p class=a>x<p style='font-size:0'>y</p>&eacute;<!--[if mso]>z<![endif]--><table><td>1</td></table>")),
        ("xml", Encoding.UTF8.GetBytes("<?xml version='1.0'?><a b='c'><![CDATA[x]]><d/></a>")),
        ("pdf", Seed("seed.pdf")),
        ("doc", Seed("seed.doc")),
        ("xls", Seed("seed.xls")),
        ("ppt", Seed("seed.ppt")),
        ("ole", Seed("seed-labelinfo.ole")),
        ("text", Encoding.Unicode.GetBytes("\uFEFFPrüfung")),
    ];

    [Fact]
    public void Damaged_documents_are_read_or_unknown()
    {
        var change = Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 4], Gen.Byte, Gen.Int[0, 40]);
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[1, 8]).Sample((seed, changes) =>
        {
            var octets = Damaged(Seeds[seed].Octets, changes);
            var began = Stopwatch.GetTimestamp();
            DocumentText.Read(() => new MemoryStream(octets), Seeds[seed].Type, null, new ReadingBudget(new InspectionLimits()));
            using var mail = Made.With(("a." + Seeds[seed].Type, octets));
            _ = MailLabels.Of(mail).Unread;
            Assert.True(Stopwatch.GetElapsedTime(began) < Slow, Seeds[seed].Type);
        }, iter: 1500, threads: 1);
    }

    [Fact]
    public void Any_text_is_scanned_and_any_field_is_parsed()
    {
        string[] scraps =
        [
            "DE89", "3704", " 0044", "MSIP_Label_", "11111111-aaaa-4aaa-8aaa-000000000004", "_Enabled", "=true", ";", "marking*0=", "label=\"", "\\", "\"", "SEC=", "[", "]", "#", "TLP:", "AMBER+", "VS-",
            "NfD", "Re[2]:", "AW", "TISAX ", "\u200B", "\uD83D", "\uDE00", "\u0308", "ﬁ", "０", "\n", "\t", "+ImI-", "<!--", "[if", "<p", ">", "&#x", "A123456780", "'", "*", "(",
        ];
        Gen.Int[0, scraps.Length - 1].Select(at => scraps[at]).Array[0, 60].Select(string.Concat).Sample(text =>
        {
            var plain = PlainForm.Of(text);
            Assert.Equal(plain, PlainForm.Of(plain));
            foreach (var detector in BuiltInDetectors.All) _ = detector.Find(plain).Count;
            _ = PurviewLabels.Of(text, "x").Concat(TextMarkings.Of(plain, "x")).Concat(SioLabels.Of(text, "x")).Concat(HeaderLabels.InSubject(text)).Count();
            _ = HeaderLabels.Of(_ => [text], ["X-Classification", "X-TISAX"], "x").Count();
            _ = SubjectTags.Remove(text, SubjectTags.Of(text));
            _ = SubjectMarks.Remove(text);
            _ = Utf7.Decode(Encoding.UTF8.GetBytes(text));
            foreach (var charset in (string?[])[null, "utf-16", "utf-7", "iso-2022-jp", "gb18030", "x"])
                _ = Charsets.Readings(Encoding.UTF8.GetBytes(text), charset, new ReadingBudget(new InspectionLimits())).Count;
            try
            {
                _ = CompressedRtf.Unpack(Encoding.UTF8.GetBytes("0123456\0LZFu0000" + text)).Length;
            }
            catch (UnreadableException) { }
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Patterns_end_on_what_lures_them()
    {
        foreach (var lure in (string[])[new string('4', 200_000), string.Concat(Enumerable.Repeat("4 ", 100_000)), string.Concat(Enumerable.Repeat("A1 ", 70_000)), string.Concat(Enumerable.Repeat("MSIP_Label_", 20_000)), new string('#', 200_000), string.Concat(Enumerable.Repeat("Re: ", 50_000)), string.Concat(Enumerable.Repeat("[a] ", 50_000)), string.Concat(Enumerable.Repeat("VS - ", 50_000))])
        {
            var began = Stopwatch.GetTimestamp();
            foreach (var detector in BuiltInDetectors.All) _ = detector.Find(lure).Count;
            _ = PurviewLabels.Of(lure, "x").Concat(TextMarkings.Of(lure, "x")).Concat(SioLabels.Of(lure, "x")).Count();
            _ = SubjectTags.Of(lure).Count;
            Assert.True(Stopwatch.GetElapsedTime(began) < Slow, lure[..4]);
        }
    }

    private static byte[] Seed(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds", name));

    private static byte[] Damaged(byte[] seed, (int At, int Kind, byte Octet, int Count)[] changes)
    {
        var octets = seed.ToList();
        foreach (var (at, kind, octet, count) in changes)
        {
            if (octets.Count == 0) break;
            var place = at % octets.Count;
            switch (kind)
            {
                case 0:
                    octets[place] = octet;
                    break;
                case 1:
                    octets.RemoveRange(place, Math.Min(count, octets.Count - place));
                    break;
                case 2:
                    octets.InsertRange(place, Enumerable.Repeat(octet, count));
                    break;
                case 3:
                    octets.RemoveRange(place, octets.Count - place);
                    break;
                default:
                    for (var i = place; i < Math.Min(place + 4, octets.Count); i++) octets[i] = 0xFF;
                    break;
            }
        }
        return [.. octets];
    }
}
