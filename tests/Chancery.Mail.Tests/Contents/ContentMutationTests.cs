using System.Diagnostics;
using System.IO.Compression;
using Chancery.Mail.Contents.Traits;
using CsCheck;

namespace Chancery.Mail.Tests.Contents;

/// <summary>Damaged files of every kind that is opened here: there is an answer, never a failure, within the time that is given.</summary>
public sealed class ContentMutationTests
{
    private static readonly (string Name, byte[] Octets)[] Seeds = [.. Made(), .. Given()];

    [Fact]
    public void A_damaged_file_gets_an_answer()
    {
        var change = Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 3], Gen.Int[0, 40]);
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[1, 8]).Sample((index, changes) =>
        {
            var (name, seed) = Seeds[index];
            var octets = seed.ToList();
            foreach (var (at, value, kind, count) in changes) Damage(octets, at, value, kind, count);
            var started = Stopwatch.GetTimestamp();
            using var mail = Mails.Inspect(name, [.. octets]);
            foreach (var attachment in mail.Attachments)
            {
                var item = attachment.Content;
                _ = (item.Type, item.TypeMismatch, item.Size, item.Encrypted, item.Macro, item.NotInspectable, ArchiveFigures.Of(item), ArchiveFigures.RatioOf(item), item.Pieces.Count);
            }
            // A hang, not a speed.
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), name);
        }, iter: Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 500_000 : 3_000);
    }

    private static void Damage(List<byte> octets, int at, byte value, int kind, int count)
    {
        if (octets.Count == 0) return;
        at %= octets.Count;
        // Directories stand at the end of many formats, and the beginning says most.
        if (kind == 0) octets[at] = value;
        if (kind == 1) octets[^(1 + at % Math.Min(octets.Count, 200))] = value;
        if (kind == 2) octets[at % Math.Min(octets.Count, 600)] = value;
        if (kind == 3) octets.RemoveRange(at, Math.Min(count, octets.Count - at));
    }

    private static IEnumerable<(string, byte[])> Made()
    {
        var text = Mails.Text("some text to pack, some text to pack");
        yield return ("a.zip", Mails.Zip(("a.txt", text), ("b/c.dcm", Mails.Dicom)));
        yield return ("a.tgz", Mails.Gzip(Mails.Tar(("a.txt", text), (new string('n', 150), text))));
        yield return ("a.docm", Mails.Zip(("[Content_Types].xml", text), ("word/document.xml", text), ("word/vbaProject.bin", text)));
        yield return ("a.ods", Mails.Zip(CompressionLevel.NoCompression, ("mimetype", Mails.Text("application/vnd.oasis.opendocument.spreadsheet")), ("META-INF/manifest.xml", text)));
        yield return ("a.eml", ((MemoryStream)Mails.With(("x.zip", Mails.Zip(("a.txt", text))))).ToArray());
        yield return ("a.pdf", Mails.Text("%PDF-1.4\n1 0 obj <</Filter/FlateDecode/Length 20>> stream\nxxxxxxxxxxxxxxxxxxxx\nendstream endobj\ntrailer <</Encrypt 3 0 R>>\nstartxref\n0\n%%EOF"));
    }

    /// <summary>Small files that other programs wrote.</summary>
    private static IEnumerable<(string, byte[])> Given() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "contents")).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));
}
