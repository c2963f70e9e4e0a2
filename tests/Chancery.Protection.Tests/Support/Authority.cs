using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Support;

/// <summary>A CA of openssl with an intermediate below it, and certificates as a customer would bring them.</summary>
public sealed class Authority(TempFolder folder, string name = "ca")
{
    private const string MailUse = "keyUsage=critical,digitalSignature,keyEncipherment,keyAgreement\nextendedKeyUsage=emailProtection\n";

    private const string CaUse = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";

    public string Certificate => folder[$"{name}.pem"];

    private string Key => folder[$"{name}.key"];

    public static async Task<Authority> CreateAsync(TempFolder folder, string name = "ca")
    {
        var authority = new Authority(folder, name);
        await authority.IssueAsync(name, name, "ec:P-384", CaUse, digest: "sha384", selfSigned: true);
        return authority;
    }

    /// <summary>A CA below this one.</summary>
    public async Task<Authority> IntermediateAsync(string below, string key = "ec:P-256", string digest = "sha256")
    {
        await IssueAsync(below, below, key, CaUse, digest: digest);
        return new Authority(folder, below);
    }

    /// <summary>Puts a certificate on this authority's list, which is written to NAME.crl.</summary>
    public async Task RevokeAsync(string file)
    {
        var settings = folder.Write($"{name}-crl.cnf", $"[own]\ndatabase={folder.Write($"{name}-crl.list", "")}\ncrlnumber={folder.Write($"{name}-crl.number", "01\n")}\ndefault_md=sha256\n");
        string[] signer = ["-config", settings, "-name", "own", "-cert", Certificate, "-keyfile", Key];
        await OpensslAsync(["ca", .. signer, "-revoke", folder[$"{file}.pem"]]);
        await OpensslAsync(["ca", .. signer, "-gencrl", "-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", "20300101000000Z", "-out", folder[$"{name}.crl"]]);
    }

    /// <summary>Certificate NAME.pem and private key NAME.key for an address.</summary>
    /// <param name="key">As openssl says it: <c>rsa:3072</c>, <c>ec:P-256</c>, <c>ED25519</c>.</param>
    /// <param name="extensions">Beside the address; null: those of a mail certificate.</param>
    /// <param name="from">yyyyMMddHHmmssZ.</param>
    public async Task IssueAsync(
        string file, string address, string key = "ec:P-256", string? extensions = null, string digest = "sha256", string? from = null, string? until = null, bool selfSigned = false)
    {
        var names = address.Contains('@', StringComparison.Ordinal) ? $"subjectAltName=email:{address}\n" : "";
        var settings = folder.Write($"{file}.cnf", $"[own]\ndatabase={folder.Write($"{file}.list", "")}\nnew_certs_dir={folder[""]}\nrand_serial=yes\npolicy=any\n[any]\ncommonName=supplied\n[ext]\n{extensions ?? MailUse}{names}");
        string[] kind = key.StartsWith("ec:", StringComparison.Ordinal) ? ["-newkey", "ec", "-pkeyopt", $"ec_paramgen_curve:{key[3..]}"] : ["-newkey", key];
        await OpensslAsync(["req", "-new", .. kind, "-nodes", "-subj", $"/CN={file}", "-keyout", folder[$"{file}.key"], "-out", folder[$"{file}.csr"]]);
        string[] issuer = selfSigned ? ["-selfsign", "-keyfile", folder[$"{file}.key"]] : ["-cert", Certificate, "-keyfile", Key];
        await OpensslAsync(
        [
            "ca", "-batch", "-notext", "-config", settings, "-name", "own", "-extensions", "ext", "-md", digest, "-in", folder[$"{file}.csr"],
            .. issuer, "-startdate", from ?? "20250101000000Z", "-enddate", until ?? "20450101000000Z", "-out", folder[$"{file}.pem"],
        ]);
    }
}
