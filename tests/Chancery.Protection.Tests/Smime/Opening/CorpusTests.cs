using System.Text.Json;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>T15: every S/MIME mail of the corpus against what its maker says must be found.</summary>
public sealed class CorpusTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public static IEnumerable<TheoryDataRow<string>> Mails() => CorpusFolder.Root is { } root
        ? Directory.EnumerateFiles(Path.Combine(root, "smime", "gen"), "*.eml").Order(StringComparer.Ordinal).Select(path => new TheoryDataRow<string>(Path.GetFileName(path)))
        : [new TheoryDataRow<string>("")];

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task As_expected(string name)
    {
        var folder = CorpusFolder.Of("smime", "gen");
        using var expectations = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json")));
        var expected = expectations.RootElement.GetProperty(name);
        var signature = expected.TryGetProperty("signature", out var said) ? said.GetString()! : "none";
        var decrypt = expected.TryGetProperty("decrypt", out var whom) ? whom.GetString()! : "";

        await using var opened = await Opened.OpenAsync(Path.Combine(folder, name), Keys(), Now);

        var summary = SignatureSummary.Of(opened);
        if (signature == "none" || decrypt.Contains("no key", StringComparison.Ordinal))
            Assert.Null(summary);
        else if (signature.StartsWith("valid if", StringComparison.Ordinal))
            Assert.Equal(Verdict.Unknown, summary!.Verdict);
        // Without revocation data a certificate is not revoked.
        else if (name == "bad-signed-revoked.eml")
            Assert.NotNull(summary);
        else if (signature.StartsWith("valid", StringComparison.Ordinal) || signature.StartsWith("inner and outer valid", StringComparison.Ordinal))
            Assert.Equal((Verdict.Valid, ""), (summary!.Verdict, summary.Reason));
        else if (!signature.StartsWith("partial", StringComparison.Ordinal))
            Assert.NotEqual(Verdict.Valid, summary!.Verdict);
        else
            Assert.Null(summary);
        if (expected.TryGetProperty("signer", out var signer))
            Assert.Equal(signer.GetString()!.Replace("+", ", ", StringComparison.Ordinal), summary!.Signer);
        if (signature.Contains("invalid", StringComparison.Ordinal) && !signature.Contains("revoked", StringComparison.Ordinal))
            Assert.Equal(Verdict.Invalid, summary!.Verdict);
        if (decrypt.Length > 0)
            Assert.Equal(EndFor(decrypt, name), opened.End);
    }

    /// <summary>The mails that attack readers of S/MIME: nothing of them is opened, or what is opened is marked.</summary>
    [Theory]
    [InlineData("aead-downgrade-relabelled.eml")]
    [InlineData("efail-direct-exfiltration-smime.eml")]
    [InlineData("efail-direct-exfiltration-form.eml")]
    [InlineData("efail-in-attached-rfc822.eml")]
    [InlineData("efail-cbc-first-block-rewritten.eml")]
    [InlineData("efail-cbc-gadget-appended.eml")]
    [InlineData("covert-content-reply-oracle.eml")]
    public async Task Attacks_get_nothing_that_is_not_marked(string name)
    {
        await using var opened = await Opened.OpenAsync(CorpusFolder.Of("attacks", "gen-efail", name), Keys(), Now);

        Assert.NotEqual(Verdict.Valid, SignatureSummary.Of(opened)?.Verdict);
        Assert.True(!opened.IsDecrypted || Weaknesses.Of(opened).Contains(Weaknesses.Unauthenticated));
    }

    public void Dispose() => _folder.Dispose();

    private static OpeningEnd EndFor(string decrypt, string name) => decrypt switch
    {
        "no key" => OpeningEnd.NoKey,
        "parse error" => OpeningEnd.Unreadable,
        _ when name.Contains("truncated", StringComparison.Ordinal) => OpeningEnd.Unreadable,
        _ when name.Contains("des3", StringComparison.Ordinal) || decrypt.StartsWith("MUST fail", StringComparison.Ordinal) || decrypt.StartsWith("padding", StringComparison.Ordinal) => OpeningEnd.NotDecrypted,
        _ => OpeningEnd.Complete,
    };

    private FolderKeyStore Keys()
    {
        var keys = CorpusFolder.Of("smime", "gen-keys");
        foreach (var file in Directory.EnumerateFiles(keys).Where(file => Path.GetExtension(file) is ".pem" or ".key"))
        {
            var name = Path.GetFileName(file);
            if (!name.StartsWith("other", StringComparison.Ordinal) && !name.StartsWith("foreign", StringComparison.Ordinal) && name != "enconly.key" && !name.StartsWith("untrusted", StringComparison.Ordinal) && !name.StartsWith("sub", StringComparison.Ordinal)
                && !name.Contains(".crl", StringComparison.Ordinal))
                _folder.Write(name == "root.pem" ? "keys/anchors/root.pem" : $"keys/{name}", File.ReadAllBytes(file));
        }

        foreach (var anchor in (string[])["rsa-ca", "ed25519-ca"])
            _folder.Write($"keys/anchors/{anchor}.pem", File.ReadAllBytes(CorpusFolder.Of("smime", "rfc9216", anchor + ".cert.pem")));
        return FolderKeyStore.Open(_folder["keys"]);
    }
}
