using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Json;
using CsCheck;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Damaged mails are inspected as well, and shown. T11, with decisions, is among the tests of the engine.</summary>
public sealed class MutationTests
{
    private static readonly byte[][] Scraps =
    [
        "\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\""u8.ToArray(), "=?utf-8?b?"u8.ToArray(), "--"u8.ToArray(), ";"u8.ToArray(), "*0*="u8.ToArray(),
        "<"u8.ToArray(), "("u8.ToArray(), ":"u8.ToArray(), "\0"u8.ToArray(), [0xFF, 0xFE], "Content-Type: multipart/mixed; boundary="u8.ToArray(),
    ];

    [Fact]
    public void A_damaged_mail_is_inspected()
    {
        var mails = CorpusFiles.Mails().Where(path => new FileInfo(path).Length < 20_000).Select(File.ReadAllBytes).ToArray();
        var damage = Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, Scraps.Length - 1], Gen.Int[0, 30]).Array[1, 6];
        Gen.Select(Gen.Int[0, mails.Length - 1], damage).Sample(
            (index, changes) =>
            {
                var octets = mails[index].ToList();
                foreach (var (at, scrap, cut) in changes)
                {
                    var place = octets.Count == 0 ? 0 : at % octets.Count;
                    octets.RemoveRange(place, Math.Min(cut, octets.Count - place));
                    octets.InsertRange(place, Scraps[scrap]);
                }
                using var mail = MailInspector.Inspect(new MemoryStream(octets.ToArray()), new InspectionLimits());
                using var json = new Utf8JsonWriter(Stream.Null);
                InspectJson.Write(json, mail, "x");
            },
            iter: Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 100_000 : 2_000);
    }
}
