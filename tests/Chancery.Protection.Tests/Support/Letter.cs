using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Support;

/// <summary>A short mail from Anna to Bernd, signed and encrypted as a test asks.</summary>
internal static class Letter
{
    public const string Anna = "anna@acme.example";
    public const string Bernd = "bernd@partner.example";
    public const string Entity = "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe plan, line one.\r\n.two\r\n";

    public static string Clear(string from = Anna) => $"From: {from}\r\nTo: {Bernd}\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n{Entity}";

    public static async Task<string> MakeAsync(IKeyStore keys, bool sign = true, bool encrypt = true, string content = "aes-256-gcm", bool opaque = false, string? message = null, bool headerProtection = false)
    {
        var ring = new KeyRing(keys, new FakeTimeProvider(KnownKeys.Now));
        using var signer = sign ? await ring.ForSigningAsync(TenantId.Default, Anna, default) : null;
        List<X509Certificate2> recipients = [];
        if (encrypt)
            recipients.Add((await ring.ForEncryptionAsync(TenantId.Default, Bernd, default)).Certificate!);
        using var output = new MemoryStream();
        var job = new SmimeJob(new MemoryStream(Encoding.ASCII.GetBytes(message ?? Clear())))
        {
            Signer = signer,
            Recipients = recipients,
            SigningTime = KnownKeys.Now,
            Boundary = "b0undary",
            OpaqueSignature = opaque,
            Profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["content"] = content, ["headerProtection"] = headerProtection ? "true" : "false" }),
        };
        await SmimeProtector.WriteAsync(job, output, default);
        return Encoding.ASCII.GetString(output.ToArray());
    }
}
