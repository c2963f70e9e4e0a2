using System.Diagnostics;
using Chancery.Engine.Decide;
using Chancery.Engine.Inspect;
using Chancery.Engine.Messages;
using Chancery.Engine.Settings;
using Chancery.Engine.Tenants;
using Chancery.Engine.Tests.Support;
using Chancery.Mail.Envelopes;
using Chancery.Policy;
using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using CsCheck;

namespace Chancery.Engine.Tests.Receive;

/// <summary>Whose memory is measured runs by itself.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>Damaged mails are inspected and decided on as well, by rules that ask for everything a mail has.</summary>
[Collection("alone")]
public sealed class DamagedMailTests(ITestOutputHelper output)
{
    private const string Policy = """
        rules:
          - id: attachments
            if: { attachment.any: { type: [exe, zip, pdf, dicom] } }
            then: [ hold ]
          - id: names
            if: { attachment.any: { name: { contains: plan } } }
            then: [ { protect: [smime, tls] } ]
          - id: sizes
            if: { any: [ { attachment.any: { size: "> 10KB" } }, { message.size: "> 15KB" } ] }
            then: [ { sign: smime } ]
          - id: words
            if: { any: [ { subject: { contains: geheim } }, { tag: NIS2 }, { header: { name: X-Class, is: secret, trust: any } } ] }
            then: [ { protect: [smime] } ]
          - id: machines
            if: { any: [ { message.isAutoSubmitted: true }, { message.isReply: true }, { message.isEncrypted: true }, { sender.domain: acme.example } ] }
            then: [ { reject: "no" } ]
        """;

    private static readonly byte[][] Scraps =
    [
        "\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\""u8.ToArray(), "=?utf-8?b?"u8.ToArray(), "--"u8.ToArray(), ";"u8.ToArray(), "*0*="u8.ToArray(),
        "<"u8.ToArray(), "("u8.ToArray(), ":"u8.ToArray(), "\0"u8.ToArray(), [0xFF, 0xFE], "Content-Type: multipart/mixed; boundary="u8.ToArray(),
        "Content-Type: message/rfc822\r\n\r\n"u8.ToArray(), "Content-Transfer-Encoding: base64\r\n"u8.ToArray(), "\r\nbegin 644 x.exe\r\n"u8.ToArray(),
    ];

    /// <summary>A hang, not a speed: a mail takes a millisecond.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private static int Count => Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 1_000_000 : 20_000;

    [Fact]
    public void T11_a_damaged_mail_is_inspected_and_decided()
    {
        var load = PolicyLoader.LoadText("rules.yaml", Policy);
        Assert.False(load.HasErrors, string.Join(", ", load.Findings.Select(finding => finding.Message)));
        var tenant = new Tenant(TenantId.Default, ["acme.example"], load.Policies[TenantId.Default], null);
        var (mails, slowest, decided) = (Mails(), TimeSpan.Zero, 0);
        var before = Environment.WorkingSet;
        var damage = Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, Scraps.Length - 1], Gen.Int[0, 30]).Array[1, 6];

        Gen.Select(Gen.Int[0, mails.Length - 1], damage).Sample(
            (index, changes) =>
            {
                var started = Stopwatch.GetTimestamp();
                Decide(tenant, Damaged(mails[index], changes));
                var took = Stopwatch.GetElapsedTime(started);
                if (took > slowest)
                    slowest = took;
                Interlocked.Increment(ref decided);
            },
            iter: Count);

        output.WriteLine($"{mails.Length} mails, {decided} damaged ones decided, slowest {slowest.TotalMilliseconds:0} ms, {(Environment.WorkingSet - before) / 1_000_000} MB more");
        Assert.InRange(decided, Count, int.MaxValue);
        Assert.InRange(slowest, TimeSpan.Zero, Slowest);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 256L << 20);
    }

    private static void Decide(Tenant tenant, byte[] octets)
    {
        var message = new SpooledMessage(
            tenant.Id, "01J", DateTimeOffset.UnixEpoch, new Session("127.0.0.1:25", "192.0.2.7", "c", null, SessionTrust.Internal, null, null),
            new Envelope("anna@acme.example", ["b@other.example", "c@acme.example"]), new BlobRef("b", octets.Length, ""), null, null);
        using var opened = Inspection.Open(tenant, new Limits(), message, new MemoryStream(octets));
        IFactSource[] sources = [new MailFactSource(opened.Mail, opened.Context), new NoKeys()];
        var (decision, _) = Decider.DecideAsync(
            tenant.Policy, Inspection.RequestFor(opened, message.Envelope.Recipients), sources, _ => false, new EvaluationBudget(TimeProvider.System, 60_000), default)
            .GetAwaiter().GetResult();
        Assert.Equal(2, decision.Groups.Sum(group => group.To.Count));
    }

    private static byte[] Damaged(byte[] mail, (int At, int Scrap, int Cut)[] changes)
    {
        var octets = mail.ToList();
        foreach (var (at, scrap, cut) in changes)
        {
            var place = octets.Count == 0 ? 0 : at % octets.Count;
            octets.RemoveRange(place, Math.Min(cut, octets.Count - place));
            octets.InsertRange(place, Scraps[scrap]);
        }

        return [.. octets];
    }

    /// <summary>The shared corpus, or else our own small one.</summary>
    private static byte[][] Mails()
    {
        string?[] folders = [Environment.GetEnvironmentVariable("CHANCERY_CORPUS"), .. Below("..", "shared", "corpus"), .. Below("tests", "data")];
        var folder = folders.First(Directory.Exists)!;
        var mails = Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length < 20_000).Select(File.ReadAllBytes).ToArray();
        Assert.NotEmpty(mails);
        return mails;
    }

    private static IEnumerable<string> Below(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Chancery.slnx")))
                yield return Path.GetFullPath(Path.Combine([folder.FullName, .. parts]));
    }

    /// <summary>Nobody has keys, which is known.</summary>
    private sealed class NoKeys : IFactSource
    {
        public string Name => "keys";

        public ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel) =>
            new(FactAnswer.Of(key.Name.Contains(".keys.", StringComparison.Ordinal) ? Fact.Of("none") : key.Name == "nexthop.final" ? Fact.Of(false) : null));
    }
}
