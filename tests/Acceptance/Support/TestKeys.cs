namespace Acceptance.Support;

/// <summary>A CA and certificates made by openssl, as a customer would bring them.</summary>
internal sealed class TestKeys(TestFolder folder)
{
    public string Authority => folder.At("keys", "ca.pem");

    public string CertificateOf(string name) => folder.At("keys", $"{name}.pem");

    public string KeyOf(string name) => folder.At("keys", $"{name}.key");

    public static async Task<TestKeys> CreateAsync(TestFolder folder, params string[] addresses)
    {
        var keys = new TestKeys(folder);
        Directory.CreateDirectory(folder.At("keys"));
        await OpensslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=Test CA", "-keyout", folder.At("keys", "ca.key"), "-out", keys.Authority,
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
        foreach (var address in addresses)
            await keys.AddAsync(address);
        return keys;
    }

    /// <param name="days">Negative: expired already.</param>
    public async Task AddAsync(string address, int days = 365, string algorithm = "rsa:2048")
    {
        var extensions = folder.Write("keys/ext.cnf", $"basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment,keyAgreement\nextendedKeyUsage=emailProtection\nsubjectAltName=email:{address}\n");
        var request = folder.At("keys", $"{address}.csr");
        string[] kind = algorithm == "ec" ? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"] : ["-newkey", algorithm];
        await OpensslAsync(["req", "-new", .. kind, "-nodes", "-subj", $"/CN={address}", "-keyout", KeyOf(address), "-out", request]);
        string[] validity = days > 0 ? ["-days", $"{days}"] : ["-not_before", "20200101000000Z", "-not_after", "20210101000000Z"];
        await OpensslAsync(["x509", "-req", "-in", request, "-CA", Authority, "-CAkey", folder.At("keys", "ca.key"), "-CAcreateserial", "-extfile", extensions, .. validity, "-out", CertificateOf(address)]);
    }

    /// <summary>Imports the CA as an anchor, every certificate, and the private keys of the given addresses.</summary>
    public async Task ImportAsync(Gateway gateway, IEnumerable<string> certificates, params string[] privateKeys)
    {
        Expect(await gateway.VerbAsync("keys", "import", "--anchor", Authority));
        foreach (var address in certificates)
            Expect(await gateway.VerbAsync("keys", "import", CertificateOf(address)));
        foreach (var address in privateKeys)
            Expect(await gateway.VerbAsync("keys", "import", CertificateOf(address), KeyOf(address)));
    }

    public static async Task OpensslAsync(params string[] arguments) => Expect(await Run.ProgramAsync("openssl", arguments));

    private static void Expect(RunResult result) => Assert.True(result.ExitCode == 0, result.ToString());
}
