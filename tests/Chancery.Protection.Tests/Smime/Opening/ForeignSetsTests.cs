using System.Text.Json;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>T15: mails that other programs made, of every set of the corpus: read to an end, never "valid" where they must not be, and no set passed over.</summary>
public sealed class ForeignSetsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    /// <summary>How many mails there are at least, so that a set that was moved is missed.</summary>
    [Theory]
    [InlineData("thunderbird", 37)]
    [InlineData("thunderbird-manual", 3)]
    [InlineData("thunderbird-raw", 18)]
    [InlineData("thunderbird-interop", 4)]
    [InlineData("rfc4134", 2)]
    [InlineData("rfc9788-rebuilt", 6)]
    [InlineData("kde", 6)]
    [InlineData("notmuch", 4)]
    public async Task Every_mail_of_the_set_comes_to_an_end_and_nothing_old_or_broken_is_valid(string set, int least)
    {
        var keys = ThunderbirdKeys();
        var mails = Directory.EnumerateFiles(CorpusFolder.Of("smime", set)).Where(IsMail).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(mails.Count, least, int.MaxValue);
        foreach (var path in mails)
        {
            await using var opened = await Opened.OpenAsync(path, keys, Now);

            var (name, summary) = (Path.GetFileName(path), SignatureSummary.Of(opened));
            Assert.False(summary is { Verdict: Verdict.Valid } && MustNotBeValid(name), $"{set}/{name} is no valid signature");
        }
    }

    /// <summary>Shortly after their certificates were made the good ones are good, and the bad ones are not.</summary>
    [Fact]
    public async Task Thunderbirds_mails_in_their_time()
    {
        var keys = ThunderbirdKeys();
        var certificate = (await keys.FindAsync(Policy.TenantId.Default, "alice@example.com", default))[0];
        var then = certificate.NotBefore.AddDays(30);
        var verdicts = new Dictionary<string, SignatureSummary?>();
        foreach (var path in Directory.EnumerateFiles(CorpusFolder.Of("smime", "thunderbird"), "*.eml").Order(StringComparer.Ordinal))
        {
            await using var opened = await Opened.OpenAsync(path, keys, then);
            verdicts[Path.GetFileName(path)] = SignatureSummary.Of(opened);
        }

        Assert.All(verdicts.Where(entry => MustNotBeValid(entry.Key)), entry => Assert.NotEqual(Verdict.Valid, entry.Value?.Verdict));
        Assert.Equal((Verdict.Valid, ""), (verdicts["alice.dsig.SHA384.multipart.eml"]?.Verdict, verdicts["alice.dsig.SHA384.multipart.eml"]?.Reason));
    }

    [Fact]
    public async Task A_signer_on_the_list_of_the_authority_is_revoked()
    {
        var own = CorpusFolder.Of("smime", "gen-keys");
        _folder.Write("keys/anchors/root.pem", await File.ReadAllBytesAsync(Path.Combine(own, "root.pem")));
        _folder.Write("keys/sub.pem", await File.ReadAllBytesAsync(Path.Combine(own, "sub.pem")));
        _folder.Write("keys/sub.crl", await File.ReadAllBytesAsync(Path.Combine(own, "sub.crl.pem")));

        await using var opened = await Opened.OpenAsync(CorpusFolder.Of("smime", "gen", "bad-signed-revoked.eml"), FolderKeyStore.Open(_folder["keys"]), Now);

        var summary = SignatureSummary.Of(opened)!;
        Assert.Equal((Verdict.Invalid, SignatureState.Revoked, "the certificate is revoked"), (summary.Verdict, summary.State, summary.Reason));
    }

    [Fact]
    public void Every_expectation_has_its_mail_and_every_mail_its_expectation()
    {
        foreach (var set in (string[])["smime/gen", "smime/rfc9788-rebuilt"])
        {
            var folder = CorpusFolder.Of(set.Split('/'));
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
            Assert.Equal(Directory.EnumerateFiles(folder, "*.eml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal), expected.RootElement.EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsMail(string path) => Path.GetExtension(path) is not (".json" or ".txt" or ".p12" or ".bin" or ".cer" or ".pri" or ".crl" or ".md");

    /// <summary>By what their makers say of them in their names.</summary>
    private static bool MustNotBeValid(string name) =>
        name.Contains("SHA1.", StringComparison.Ordinal) || name.Contains(".bad", StringComparison.Ordinal) || name.Contains("mismatch", StringComparison.Ordinal)
        || name.Contains("in.mixed", StringComparison.Ordinal) || name.StartsWith("4.", StringComparison.Ordinal) || name.Contains("ambiguous", StringComparison.Ordinal);

    private FolderKeyStore ThunderbirdKeys()
    {
        var keys = CorpusFolder.Of("smime", "thunderbird-keys");
        _folder.Write("keys/anchors/TestCA.pem", File.ReadAllBytes(Path.Combine(keys, "TestCA.pem")));
        foreach (var file in Directory.EnumerateFiles(keys, "*.p12").Concat(Directory.EnumerateFiles(CorpusFolder.Of("smime", "thunderbird-interop"), "*.p12")))
        {
            _folder.Write($"keys/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            _folder.Write($"keys/{Path.GetFileName(file)}.password", "nss");
        }

        return FolderKeyStore.Open(_folder["keys"]);
    }
}
