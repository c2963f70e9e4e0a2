using System.Text;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Smime.Opening;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Smime;

/// <summary>T16: both directions with gpgsm, which knows CBC and RSA.</summary>
public sealed class GpgsmTests : IDisposable
{
    private const string Entity = "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe plan, line one.\r\n.two\r\n";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Both_ways()
    {
        var (mailbox, _) = await HouseAsync();
        var message = Encoding.ASCII.GetBytes("From: anna@acme.example\r\nMIME-Version: 1.0\r\n" + Entity);

        // Ours: decrypted by gpgsm, and the opaque signature within verified by it.
        var mail = await mailbox.ProtectAsync(message, "anna@acme.example", SmimeProfile.Compatible, opaque: true, "bernd@partner.example");
        var clear = _folder["clear.eml"];
        await GpgsmAsync("--output", clear, "--decrypt", BodyOf(mail, "sealed.der"));
        var verified = await GpgsmAsync("--output", _folder["content"], "--verify", BodyOf(clear, "signed.der"));
        Assert.Contains("Good signature from", verified, StringComparison.Ordinal);
        Assert.Equal(Entity, await File.ReadAllTextAsync(_folder["content"]));

        // Theirs: signed and encrypted by gpgsm.
        await GpgsmAsync("--local-user", "anna@acme.example", "--output", _folder["theirs.signed"], "--sign", _folder.Write("entity", Entity));
        _folder.Write("inner.eml", Mime("signed-data", await File.ReadAllBytesAsync(_folder["theirs.signed"]), null));
        await GpgsmAsync("--recipient", "bernd@partner.example", "--output", _folder["theirs.sealed"], "--encrypt", _folder["inner.eml"]);
        var theirs = _folder.Write("theirs.eml", Mime("enveloped-data", await File.ReadAllBytesAsync(_folder["theirs.sealed"]), "From: anna@acme.example\r\n"));
        await using var opened = await Opened.OpenAsync(theirs, mailbox.Store(), Mailbox.Now);
        Assert.Equal((Verdict.Valid, ""), (SignatureSummary.Of(opened)?.Verdict, SignatureSummary.Of(opened)?.Reason));
        Assert.Equal(Entity, await opened.Innermost!.TextAsync());
    }

    public void Dispose()
    {
        TryAsync("gpgconf", "--homedir", _folder["gnupg"], "--kill", "all").GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static string Mime(string type, byte[] cms, string? from) =>
        $"{from}Content-Type: application/pkcs7-mime; smime-type={type}; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(cms, Base64FormattingOptions.InsertLineBreaks)}\r\n";

    /// <summary>The CMS structure of a mail, in a file of its own.</summary>
    private string BodyOf(string mail, string name)
    {
        var text = File.ReadAllText(mail);
        return _folder.Write(name, Convert.FromBase64String(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
    }

    private async Task<string> GpgsmAsync(params string[] arguments)
    {
        var (code, output) = await TryAsync(
            "gpgsm", ["--homedir", _folder["gnupg"], "--batch", "--yes", "--disable-crl-checks", "--disable-dirmngr", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--faked-system-time", "20260302T090000", .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<(Mailbox Mailbox, Authority Authority)> HouseAsync()
    {
        var authority = await Authority.CreateAsync(_folder);
        var mailbox = new Mailbox(_folder);
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(_folder["gnupg"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var print = await OpensslAsync("x509", "-in", authority.Certificate, "-noout", "-fingerprint", "-sha1");
        _folder.Write("gnupg/trustlist.txt", $"{print.Trim().Split('=')[1]} S relax\n");
        await GpgsmAsync("--import", authority.Certificate);
        foreach (var (name, address) in new Dictionary<string, string> { ["anna"] = "anna@acme.example", ["bernd"] = "bernd@partner.example" })
        {
            await authority.IssueAsync(name, address, "rsa:2048", digest: "sha384");
            await OpensslAsync("pkcs12", "-export", "-in", _folder[$"{name}.pem"], "-inkey", _folder[$"{name}.key"], "-passout", "pass:", "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1", "-out", _folder[$"{name}.p12"]);
            await GpgsmAsync("--import", _folder[$"{name}.p12"]);
            mailbox.Keep(authority.Certificate, $"{name}.pem", $"{name}.key");
        }

        return (mailbox, authority);
    }
}
