using System.Text;
using System.Text.Json;
using Chancery.Mail.Headers;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>RFC 9788, judged by the samples of its appendix C.</summary>
public sealed class HeaderProtectionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("smime-one-part-hp.eml")]
    [InlineData("smime-signed-enc-hp-baseline.eml")]
    [InlineData("smime-signed-enc-hp-shy-aes-256-gcm.eml")]
    [InlineData("smime-signed-enc-hp-shy-legacy.eml")]
    [InlineData("attack-outer-subject-changed.eml")]
    public async Task The_protected_subject_counts(string name)
    {
        var folder = CorpusFolder.Of("smime", "rfc9788-rebuilt");
        using var expectations = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json")));
        var mail = await File.ReadAllBytesAsync(Path.Combine(folder, name));

        await using var opened = await Opened.OpenAsync(mail, Keys(), Now);

        Assert.Equal((Verdict.Valid, ""), (SignatureSummary.Of(opened)!.Verdict, SignatureSummary.Of(opened)!.Reason));
        var merged = await ProtectedHeader.MergedAsync(opened, RawHeaderBlock.Read(new MemoryStream(mail), 100_000), default);
        var header = RawHeaderBlock.Read(new MemoryStream(merged!), 100_000);
        Assert.Equal([expectations.RootElement.GetProperty(name).GetProperty("protected_subject").GetString()], header.Texts("Subject"));
        Assert.Empty(header.Named("HP-Outer"));
    }

    [Fact]
    public async Task B45_cipher_without_encryption_protects_nothing()
    {
        var mail = await File.ReadAllBytesAsync(CorpusFolder.Of("smime", "rfc9788-rebuilt", "attack-hp-cipher-but-not-encrypted.eml"));

        await using var opened = await Opened.OpenAsync(mail, Keys(), Now);

        Assert.Null(await ProtectedHeader.MergedAsync(opened, RawHeaderBlock.Read(new MemoryStream(mail), 100_000), default));
        Assert.False(opened.IsDecrypted);
    }

    [Fact]
    public async Task B44_what_we_make_hides_the_subject_and_gives_it_back()
    {
        var keys = KnownKeys.Of(Letter.Anna, Letter.Bernd);
        var mail = await Letter.MakeAsync(keys, headerProtection: true);

        Assert.Contains("Subject: [...]\r\n", mail, StringComparison.Ordinal);
        await using var opened = await Opened.OpenAsync(Encoding.ASCII.GetBytes(mail), keys, KnownKeys.Now);
        var inner = await opened.Innermost!.TextAsync();
        Assert.Contains("Subject: Plan\r\n", inner, StringComparison.Ordinal);
        Assert.Contains("HP-Outer: Subject: [...]\r\n", inner, StringComparison.Ordinal);
        Assert.Contains("hp=\"cipher\"", inner, StringComparison.Ordinal);
        var merged = Encoding.ASCII.GetString((await ProtectedHeader.MergedAsync(opened, RawHeaderBlock.Read(new MemoryStream(Encoding.ASCII.GetBytes(mail)), 100_000), default))!);
        Assert.Contains("Subject: Plan\r\n", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("[...]", merged, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FolderKeyStore Keys()
    {
        var keys = CorpusFolder.Of("smime", "rfc9216");
        foreach (var file in Directory.EnumerateFiles(keys).Where(file => Path.GetExtension(file) is ".pem"))
        {
            var name = Path.GetFileName(file);
            if (name is "rsa-ca.cert.pem" or "ed25519-ca.cert.pem")
                _folder.Write($"keys/anchors/{name}", File.ReadAllBytes(file));
            else if (!name.Contains("-ca.", StringComparison.Ordinal))
                _folder.Write($"keys/{name}", File.ReadAllBytes(file));
        }

        return FolderKeyStore.Open(_folder["keys"]);
    }
}
