using System.Security.Cryptography;
using Chancery.Protection.Keys;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Keys;

/// <summary>Key files as customers bring them.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Password = "Grüße & 'Schlüssel'";

    private readonly TempFolder _folder = new();

    /// <summary>Form, how openssl makes it from anna.key and anna.pem, whether a password belongs to it.</summary>
    public static TheoryData<string, string[], bool> Forms() => new()
    {
        { "PKCS#8", ["pkcs8", "-topk8", "-nocrypt", "-in", "anna.key"], false },
        { "PKCS#8, DER", ["pkcs8", "-topk8", "-nocrypt", "-in", "anna.key", "-outform", "DER"], false },
        { "encrypted PKCS#8", ["pkcs8", "-topk8", "-in", "anna.key", "-passout", "file:password"], true },
        { "encrypted PKCS#8, DER", ["pkcs8", "-topk8", "-in", "anna.key", "-passout", "file:password", "-outform", "DER"], true },
        { "encrypted PKCS#8 with 500,000 rounds", ["pkcs8", "-topk8", "-in", "anna.key", "-passout", "file:password", "-iter", "500000"], true },
        { "the key's traditional form", ["pkey", "-in", "anna.key", "-traditional"], false },
        { "PKCS#12, AES-256", ["pkcs12", "-export", "-in", "anna.pem", "-inkey", "anna.key", "-passout", "file:password"], true },
        { "PKCS#12, 3DES", ["pkcs12", "-export", "-in", "anna.pem", "-inkey", "anna.key", "-passout", "file:password", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"], true },
        { "PKCS#12, RC2-40 and 3DES, as old Windows writes it", ["pkcs12", "-export", "-legacy", "-in", "anna.pem", "-inkey", "anna.key", "-passout", "file:password"], true },
        { "PKCS#12 with 500,000 rounds", ["pkcs12", "-export", "-in", "anna.pem", "-inkey", "anna.key", "-passout", "file:password", "-iter", "500000"], true },
        { "PKCS#12 with its chain", ["pkcs12", "-export", "-in", "anna.pem", "-inkey", "anna.key", "-certfile", "ca.pem", "-passout", "file:password"], true },
        { "PKCS#12 without password", ["pkcs12", "-export", "-in", "anna.pem", "-inkey", "anna.key", "-passout", "pass:"], false },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_private_key_finds_its_certificate(string form, string[] make, bool hasPassword)
    {
        foreach (var kind in (string[])["rsa:2048", "ec:brainpoolP256r1"])
        {
            await AnnaAsync(kind);
            var file = await MakeAsync(make);
            var import = new KeyImport();
            if (!form.StartsWith("PKCS#12", StringComparison.Ordinal))
                import.Add(await File.ReadAllBytesAsync(_folder["anna.pem"]), "anna.pem", null);
            import.Add(file, form, hasPassword ? Password : null);

            var result = import.Join(asAnchor: false, []);

            var anna = Assert.Single(result.Keys, key => key.Role == KeyRole.EndEntity);
            Assert.Equal(["anna@acme.example"], anna.Addresses);
            Assert.Equal(await FingerprintAsync("anna.pem"), anna.Fingerprint);
            await AssertFitsAsync(anna);
        }
    }

    public static TheoryData<string, string[]> Locked() => [.. Forms().Where(row => row.Data.Item3).Select(row => (row.Data.Item1, row.Data.Item2))];

    [Theory]
    [MemberData(nameof(Locked))]
    public async Task A_wrong_or_missing_password_is_said_and_never_repeated(string form, string[] make)
    {
        await AnnaAsync("ec:P-256");
        var file = await MakeAsync(make);

        var wrong = Assert.Throws<KeyImportException>(() => new KeyImport().Add(file, "anna.file", "not the 1"));
        var missing = Assert.Throws<KeyImportException>(() => new KeyImport().Add(file, "anna.file", null));

        Assert.Contains("password", wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith("anna.file: ", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not the 1", wrong.ToString(), StringComparison.Ordinal);
        Assert.True(missing.Message.Contains("--password-file", StringComparison.Ordinal), $"{form}: {missing.Message}");
    }

    [Theory]
    [InlineData("DER", "x509", "-in", "anna.pem", "-outform", "DER")]
    [InlineData("text around PEM", "x509", "-in", "anna.pem", "-text")]
    [InlineData("trusted PEM", "x509", "-in", "anna.pem", "-trustout")]
    [InlineData("PKCS#7", "crl2pkcs7", "-nocrl", "-certfile", "anna.pem")]
    [InlineData("PKCS#7, DER", "crl2pkcs7", "-nocrl", "-certfile", "anna.pem", "-outform", "DER")]
    public async Task A_certificate_comes_in_many_forms(string form, params string[] make)
    {
        await AnnaAsync("ec:P-256");
        var import = new KeyImport();
        import.Add(await MakeAsync(make), form, null);

        var anna = Assert.Single(import.Join(asAnchor: false, []).Keys);

        Assert.Equal(await FingerprintAsync("anna.pem"), anna.Fingerprint);
        Assert.False(anna.HasPrivateKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nbm9uc2Vuc2U=\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PKCS7-----\nbm9uc2Vuc2U=\n-----END PKCS7-----\n")]
    [InlineData("0\u0082\u0003")]
    public void Nonsense_is_refused_with_the_name_of_the_file(string content)
    {
        var refused = Assert.Throws<KeyImportException>(() => new KeyImport().Add(System.Text.Encoding.Latin1.GetBytes(content), "strange.bin", null));
        Assert.StartsWith("strange.bin: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_file_is_refused_wherever_it_is_cut()
    {
        await AnnaAsync("ec:P-256");
        foreach (var make in Forms().Select(row => row.Data.Item2).Where(make => make.Contains("DER") || make[0] == "pkcs12"))
        {
            var whole = await MakeAsync(make);
            for (var length = 0; length < whole.Length; length += 97)
                Assert.Throws<KeyImportException>(() => new KeyImport().Add(whole[..length], "cut", Password));
        }
    }

    [Fact]
    public async Task Weakness_and_missing_partners_are_told_at_once()
    {
        await AnnaAsync("rsa:1024");
        var authority = new Authority(_folder);
        await authority.IssueAsync("two", "two@acme.example", "rsa:2048");
        await authority.IssueAsync("nobody", "nobody");
        await authority.IssueAsync("lonely", "lonely@acme.example");
        var import = new KeyImport();
        foreach (var file in (string[])["anna.pem", "two.pem", "nobody.pem", "lonely.key"])
            import.Add(await File.ReadAllBytesAsync(_folder[file]), file, null);

        var warnings = import.Join(asAnchor: false, []).Warnings;

        Assert.Collection(
            warnings.Order(StringComparer.Ordinal),
            loose => Assert.Contains("1 private key(s) belong to no certificate", loose, StringComparison.Ordinal),
            weak => Assert.Contains("CN=anna: weak", weak, StringComparison.Ordinal),
            nobody => Assert.Contains("CN=nobody: names no mail address", nobody, StringComparison.Ordinal),
            advised => Assert.Contains("CN=two: RSA with 2048 bits; 3072 or more are advised", advised, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task AnnaAsync(string kind)
    {
        if (!File.Exists(_folder["ca.pem"]))
            await Authority.CreateAsync(_folder);
        await new Authority(_folder).IssueAsync("anna", "anna@acme.example", kind);
        _folder.Write("password", Password + "\n");
    }

    private async Task<byte[]> MakeAsync(string[] make)
    {
        var output = _folder["made"];
        await OpensslAsync([.. make.Select(word => word.EndsWith(".key", StringComparison.Ordinal) || word.EndsWith(".pem", StringComparison.Ordinal) ? _folder[word] : word == "file:password" ? $"file:{_folder["password"]}" : word), "-out", output]);
        return await File.ReadAllBytesAsync(output);
    }

    private async Task<string> FingerprintAsync(string file) =>
        (await OpensslAsync("x509", "-in", _folder[file], "-noout", "-fingerprint", "-sha256")).Trim().Split('=')[1].Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>openssl finds the same public key in the stored private key and in the certificate.</summary>
    private async Task AssertFitsAsync(StoredKey key)
    {
        Assert.True(key.HasPrivateKey);
        var pkcs8 = _folder.Write("stored.der", key.PrivateKey!);
        var ours = await OpensslAsync("pkey", "-inform", "DER", "-in", pkcs8, "-pubout");
        Assert.Equal(await OpensslAsync("x509", "-in", _folder["anna.pem"], "-noout", "-pubkey"), ours);
        CryptographicOperations.ZeroMemory(key.PrivateKey);
    }
}
