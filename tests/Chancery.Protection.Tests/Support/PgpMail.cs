using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Support;

/// <summary>Mails by OpenPGP: made by the product, or formed around packets of somebody else.</summary>
internal static class PgpMail
{
    /// <summary>multipart/encrypted around packets, armoured or not.</summary>
    public static byte[] Around(byte[] packets, string from = Letter.Anna)
    {
        var head = $"From: {from}\r\nTo: {Letter.Bernd}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"b0und\"\r\n\r\n--b0und\r\n"
            + "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--b0und\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        return Encoding.ASCII.GetBytes(head + Convert.ToBase64String(packets, Base64FormattingOptions.InsertLineBreaks) + "\r\n--b0und--\r\n");
    }

    public static async Task<string> MakeAsync(IKeyStore keys, DateTimeOffset now, string? signer, string[] recipients, string? message = null, PgpProfile? profile = null)
    {
        using var output = new MemoryStream();
        await MakeAsync(keys, now, signer, recipients, new MemoryStream(Encoding.Latin1.GetBytes(message ?? Letter.Clear())), output, profile);
        return Encoding.Latin1.GetString(output.ToArray());
    }

    public static async Task MakeAsync(IKeyStore keys, DateTimeOffset now, string? signer, string[] recipients, Stream message, Stream output, PgpProfile? profile = null)
    {
        var ring = new PgpKeyRing(keys, new FakeTimeProvider(now));
        using var identity = signer is null ? null : await ring.ForSigningAsync(TenantId.Default, signer, default);
        Assert.True(signer is null || identity is not null, $"no key to sign with for {signer}");
        var found = new List<PgpRecipient>();
        foreach (var recipient in recipients)
            found.Add((await ring.ForEncryptionAsync(TenantId.Default, recipient, default)).Recipient ?? throw new InvalidOperationException($"no key for {recipient}"));
        await PgpProtector.WriteAsync(new PgpJob(message) { Signer = identity, Recipients = found, SigningTime = now, Boundary = "chancery-test-boundary", Profile = profile ?? PgpProfile.Compatible }, output, default);
    }
}
