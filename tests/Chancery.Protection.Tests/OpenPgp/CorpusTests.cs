using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.OpenPgp;

/// <summary>Every mail of the OpenPGP corpus, with all its keys: what is good is read, and nothing bad is ever "valid".</summary>
public sealed class CorpusTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<IKeyStore>> Keys = new(() => StoreAsync("gen-keys", _ => true));

    [Theory]
    [InlineData("pgpmime-signed-ed25519", "anna@pgp-a.example")]
    [InlineData("pgpmime-signed-rsa3072-sha512", "bernd@pgp-a.example")]
    [InlineData("pgpmime-signed-p256", "clara@pgp-a.example")]
    [InlineData("pgpmime-signed-brainpool", "doris@pgp-a.example")]
    [InlineData("inline-clearsigned", "anna@pgp-a.example")]
    [InlineData("pgpmime-encrypted-signed", "anna@pgp-a.example")]
    [InlineData("pgpmime-signed-then-encrypted-nested", "anna@pgp-a.example")]
    public async Task Good_signatures_are_valid(string name, string signer)
    {
        await using var opened = await OpenAsync("gen", name);
        Assert.Equal((Verdict.Valid, signer, ""), SignatureSummary.Of(opened) is { } said ? (said.Verdict, said.Signer, said.Reason) : default);
    }

    [Theory]
    [InlineData("bad-signed-body-changed", "the content was changed after it was signed")]
    [InlineData("bad-signed-trailing-space-stripped", "the content was changed after it was signed")]
    [InlineData("bad-signed-expired-key", "the key has expired since this was signed")]
    [InlineData("bad-signed-rsa1024", "weak: rsa-1024")]
    [InlineData("bad-signed-sha1", "weak: sha-1")]
    [InlineData("bad-signed-from-mismatch", "signed by anna@pgp-a.example, who is not the From address")]
    [InlineData("inline-clearsigned-extra-text", "partly signed: something stands beside what is signed")]
    public async Task Bad_signatures_are_invalid_and_say_why_B40_B41_B42(string name, string reason)
    {
        await using var opened = await OpenAsync("gen", name);
        Assert.Equal((Verdict.Invalid, reason), SignatureSummary.Of(opened) is { } said ? (said.Verdict, said.Reason) : default);
    }

    [Fact]
    public async Task A_signature_by_a_key_nobody_knows_is_unknown()
    {
        var keys = await StoreAsync("gen-keys", file => !file.StartsWith("nosub", StringComparison.Ordinal));
        await using var opened = await OpenAsync("gen", "bad-signed-unknown-key", keys);
        Assert.Equal((Verdict.Unknown, "the signer's key is not there"), SignatureSummary.Of(opened) is { } said ? (said.Verdict, said.Reason) : default);
    }

    [Theory]
    [InlineData("pgpmime-encrypted")]
    [InlineData("pgpmime-encrypted-hidden-recipient")]
    [InlineData("pgpmime-encrypted-multi-recipient")]
    [InlineData("pgpmime-encrypted-signed")]
    [InlineData("pgpmime-hp-cipher")]
    [InlineData("pgpmime-protected-headers-v1")]
    [InlineData("inline-encrypted")]
    [InlineData("inline-encrypted-mixed-text")]
    public async Task What_is_encrypted_for_us_is_opened(string name)
    {
        await using var opened = await OpenAsync("gen", name);
        Assert.True(opened.IsDecrypted, $"{opened.End} {opened.Problem}");
        Assert.True(Assert.IsType<SmimeLayer.Encrypted>(opened.Layers[0]).IsAuthenticated);
        Assert.Equal(name == "inline-encrypted-mixed-text", opened.Layers[0].IsPartial);
    }

    [Theory]
    [InlineData("gen/bad-enc-mdc-tampered", "NotDecrypted")]
    [InlineData("gen/bad-enc-truncated", "NotDecrypted")]
    [InlineData("gen/symmetric-password", "NoKey")]
    [InlineData("../attacks/gen-efail/efail-mdc-stripped-sed", "Unauthenticated")]
    public async Task Without_integrity_or_key_nothing_is_released_B51_B53(string name, string end)
    {
        await using var opened = await OpenAsync("", name);
        Assert.Equal((end, false, 0, 0), (opened.End.ToString(), opened.IsDecrypted, opened.Layers.Count, opened.Kept.Count));
    }

    [Theory]
    [InlineData("gen/attached-pgp-file")]
    [InlineData("../attacks/gen-efail/efail-direct-exfiltration-pgpmime")]
    [InlineData("../attacks/gen-efail/efail-direct-exfiltration-inline-html")]
    public async Task What_does_not_stand_at_the_root_stays_an_attachment_B49(string name)
    {
        await using var opened = await OpenAsync("", name);
        Assert.Equal((OpeningEnd.Complete, 0), (opened.End, opened.Layers.Count));
    }

    /// <summary>Made by other programs; what they call bad has bad or unknown in its name, or is listed here.</summary>
    [Fact]
    public async Task Nothing_that_was_tampered_with_is_valid()
    {
        var folders = new[] { "thunderbird-keys", "deltachat-keys", "notmuch-keys", "kde-gnupg-home", "mimekit-keys", "gen-keys" };
        var keys = await StoreAsync(folders);
        var (valid, seen) = (new List<string>(), 0);
        foreach (var file in Directory.EnumerateFiles(CorpusFolder.Of("openpgp"), "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var opened = await Opened.OpenAsync(file, keys, Now);
            seen++;
            if (SignatureSummary.Of(opened) is { Verdict: Verdict.Valid })
                valid.Add(Path.GetFileNameWithoutExtension(file));
        }

        Assert.Equal(90, seen);
        // The signature is good; its own date is another than the one of the mail, which the finding tells.
        valid.Remove("signed-mismatch-email-date");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', valid));
        Assert.DoesNotContain(valid, name => name.Contains("bad", StringComparison.Ordinal) || name.Contains("damaged", StringComparison.Ordinal)
            || name.Contains("mismatch", StringComparison.Ordinal) || name.Contains("footer", StringComparison.Ordinal) || name.Contains("fake", StringComparison.Ordinal)
            || name.Contains("unsigned", StringComparison.Ordinal) || name.Contains("unob-", StringComparison.Ordinal) || name.Contains("phony", StringComparison.Ordinal));
        Assert.Contains("signed-by-0xfbfcc82a015e7330-encrypted-to-0xf231550c4f47e38e", valid);
        Assert.Contains("signed-inline-indented", valid);
    }

    [Theory]
    [InlineData("openpgp/rnp-messages")]
    [InlineData("openpgp/rnp-fuzz-crashers")]
    [InlineData("openpgp/rnp-large_packet")]
    [InlineData("openpgp/rnp-partial_length")]
    [InlineData("openpgp/rnp-stream_armor")]
    [InlineData("openpgp/rnp-stream_z")]
    [InlineData("openpgp/rnp-v6")]
    public async Task Hostile_packets_come_to_an_end_B52(string folder)
    {
        var keys = await StoreAsync("rnp-messages", file => file.Contains("key", StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(CorpusFolder.Of(folder)))
        {
            var mail = PgpMail.Around(await File.ReadAllBytesAsync(file));
            await using var opened = await Opened.OpenAsync(mail, keys, Now);
            Assert.True(Enum.IsDefined(opened.End));
            _ = SignatureSummary.Of(opened);
        }
    }

    [Fact]
    public void Key_files_of_every_kind_are_read_or_refused()
    {
        var (read, refused) = (0, 0);
        foreach (var file in Directory.EnumerateFiles(CorpusFolder.Of("openpgp"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".eml", StringComparison.Ordinal)))
        {
            try
            {
                var import = new KeyImport();
                import.Add(File.ReadAllBytes(file), file, null);
                foreach (var key in import.Join(false, []).Keys.Where(key => key.Kind == KeyKinds.Pgp))
                    Assert.True(Enum.IsDefined(PgpJudge.Judge(key.Certificate, key.Addresses is [var first, ..] ? first : "", Now)));
                read++;
            }
            catch (KeyImportException)
            {
                refused++;
            }
        }

        Assert.True(read > 100, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData("rsa-rsa-pub-forged-key.pgp")]
    [InlineData("rsa-rsa-pub-forged-subkey.pgp")]
    [InlineData("rsa-rsa-pub-forged-material.pgp")]
    [InlineData("rsa-rsa-pub-future-key.pgp")]
    [InlineData("ecc-p256-pub-forged-key.pgp")]
    [InlineData("ecc-p256-pub-forged-material.pgp")]
    [InlineData("ecc-p256-pub-expired-subkey.pgp")]
    [InlineData("ecc-p256-pub-no-cert-malf-binding.pgp")]
    [InlineData("ecc-p256-pub-no-certification.pgp")]
    [InlineData("ecc-25519-pub-forged-key.pgp")]
    public void A_forged_key_is_never_encrypted_to(string name)
    {
        var import = new KeyImport();
        import.Add(File.ReadAllBytes(CorpusFolder.Of("openpgp", "rnp-forged_keys", name)), name, null);
        foreach (var key in import.Join(false, []).Keys)
            Assert.NotEqual(KeyStatus.Valid, PgpJudge.Judge(key.Certificate, key.Addresses is [var first, ..] ? first : "", Now));
    }

    private static async Task<OpenedSmime> OpenAsync(string folder, string name, IKeyStore? keys = null) =>
        await Opened.OpenAsync(CorpusFolder.Of("openpgp", folder, name + ".eml"), keys ?? await Keys.Value, Now);

    private static Task<IKeyStore> StoreAsync(string folder, Func<string, bool> takes) => StoreAsync([folder], takes);

    private static async Task<IKeyStore> StoreAsync(string[] folders, Func<string, bool>? takes = null)
    {
        var store = new MemoryKeys();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(CorpusFolder.Of("openpgp", folder))).Where(file => takes?.Invoke(Path.GetFileName(file)) != false).Order(StringComparer.Ordinal))
        {
            try
            {
                var import = new KeyImport();
                import.Add(await File.ReadAllBytesAsync(file), file, null);
                foreach (var key in import.Join(false, []).Keys)
                    await store.AddAsync(TenantId.Default, key, default);
            }
            catch (KeyImportException)
            {
                // Not every file there is a key.
            }
        }

        return store;
    }
}
