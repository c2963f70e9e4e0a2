using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using MimeKit;
using MimeKit.Cryptography;

namespace Chancery.Bench.Smime;

/// <summary>Who signs and encrypts the same mail, and what the machine allows.</summary>
internal static class Contenders
{
    /// <summary>As the gateway does it: keys are asked of the key ring for each mail.</summary>
    public static async Task OursAsync(KeyRing ring, byte[] mail, SmimeProfile profile)
    {
        using var signer = await ring.ForSigningAsync(TenantId.Default, Correspondents.Anna, default) ?? throw new InvalidOperationException("no key to sign with");
        var recipient = await ring.ForEncryptionAsync(TenantId.Default, Correspondents.Bernd, default);
        var job = new SmimeJob(new MemoryStream(mail, writable: false))
        {
            Signer = signer,
            Recipients = [recipient.Certificate ?? throw new InvalidOperationException("no key to encrypt with")],
            SigningTime = DateTimeOffset.UtcNow,
            Boundary = "=_0123456789abcdef",
            Profile = profile,
        };
        await SmimeProtector.WriteAsync(job, Stream.Null, default);
    }

    /// <summary>MimeKit's context for S/MIME that keeps its keys in memory, RSA-SHA256 and AES-256-CBC.</summary>
    public static (Func<byte[], Task> Work, IDisposable Context) MimeKitOf(Correspondents people)
    {
        var context = new TemporarySecureMimeContext();
        using var anna = X509CertificateLoader.LoadPkcs12(people.Files[Correspondents.Anna], null, X509KeyStorageFlags.Exportable);
        using var bernd = X509CertificateLoader.LoadPkcs12(people.Files[Correspondents.Bernd], null);
        var signer = new CmsSigner(anna) { DigestAlgorithm = DigestAlgorithm.Sha256 };
        var recipient = new CmsRecipient(bernd) { EncryptionAlgorithms = [EncryptionAlgorithm.Aes256] };
        return (async mail =>
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mail, writable: false));
            message.Body = await ApplicationPkcs7Mime.SignAndEncryptAsync(context, signer, new CmsRecipientCollection { recipient }, message.Body!);
            await message.WriteToAsync(Stream.Null);
        }, context);
    }

    /// <summary>Private-key operations a second of one core, as <c>openssl speed</c> counts them.</summary>
    public static double OpensslSpeed(int bits, int seconds)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", ["speed", "-seconds", $"{seconds}", "-mr", $"rsa{bits}"]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("openssl did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        _ = error.Result;
        var line = output.Split('\n').First(line => line.StartsWith("+F2:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[3], CultureInfo.InvariantCulture);
    }
}
