using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>T16: AuthEnvelopedData both ways with openssl: random sizes, ciphers, numbers and kinds of recipients. A thousand each by CHANCERY_LONG=1.</summary>
public sealed class RandomMessagesTests : IDisposable
{
    private static readonly int Count = Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 1_000 : 40;

    private static readonly string[] KeyKinds = ["rsa:2048", "rsa:3072", "ec:P-256", "ec:P-384", "ec:P-521", "ec:brainpoolP256r1"];

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_we_make_openssl_opens()
    {
        var (mailbox, random) = (await HouseAsync(), new Random(4711));
        var ring = mailbox.Ring();
        for (var number = 0; number < Count; number++)
        {
            var (recipients, entity) = (Some(random), Content(random));
            var profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["content"] = random.Next(2) == 0 ? "aes-256-gcm" : "aes-128-gcm", ["keyTransport"] = random.Next(2) == 0 ? "rsa-oaep" : "rsa-pkcs1" });
            var certificates = new List<System.Security.Cryptography.X509Certificates.X509Certificate2>();
            foreach (var recipient in recipients)
                certificates.Add((await ring.ForEncryptionAsync(TenantId.Default, $"{recipient}@partner.example", default)).Certificate!);
            var mail = _folder["out.eml"];
            await using (var output = File.Create(mail))
                await SmimeProtector.WriteAsync(new SmimeJob(new MemoryStream([.. Encoding.ASCII.GetBytes("From: anna@acme.example\r\n"), .. entity])) { Recipients = certificates, SigningTime = Mailbox.Now, Boundary = "b", Profile = profile }, output, default);

            var clear = await mailbox.DecryptAsync(mail, recipients[random.Next(recipients.Count)]);

            var got = await File.ReadAllBytesAsync(clear);
            Assert.True(entity.AsSpan().SequenceEqual(got), $"message {number}");
            File.Delete(clear);
        }
    }

    [Fact]
    public async Task What_openssl_makes_we_open()
    {
        var (mailbox, random) = (await HouseAsync(), new Random(815));
        var keys = mailbox.Store();
        for (var number = 0; number < Count; number++)
        {
            var (recipients, entity) = (Some(random), Content(random));
            var mail = _folder["in.eml"];
            string[] cipher = ["-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm"];
            await OpensslAsync(
            [
                "cms", "-encrypt", "-in", _folder.Write("in.txt", entity), "-out", mail, cipher[random.Next(3)], "-binary", "-from", "anna@acme.example",
                .. recipients.SelectMany(recipient => (string[])["-recip", _folder[$"{recipient}.pem"], .. recipient.StartsWith("rsa", StringComparison.Ordinal) && random.Next(2) == 0 ? (string[])["-keyopt", "rsa_padding_mode:oaep"] : []]),
            ]);

            await using var opened = await Opened.OpenAsync(mail, keys, Mailbox.Now);

            Assert.True(opened.IsDecrypted, $"message {number}: {opened.End} {opened.Problem}");
            Assert.True(Encoding.Latin1.GetString(entity) == await opened.Layers[0].Content.TextAsync(), $"message {number}");
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Content(Random random)
    {
        var content = new byte[random.Next(4) switch { 0 => random.Next(64), 1 => random.Next(2_000), 2 => 16_384 * random.Next(1, 4) + random.Next(-17, 17), _ => random.Next(120_000) }];
        random.NextBytes(content);
        return [.. "Content-Type: application/octet-stream\r\n\r\n"u8, .. content];
    }

    private static string Name(string kind) => kind.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static List<string> Some(Random random)
    {
        var names = KeyKinds.Select(Name).ToArray();
        random.Shuffle(names);
        return [.. names[..random.Next(1, names.Length + 1)]];
    }

    private async Task<Mailbox> HouseAsync()
    {
        var authority = await Authority.CreateAsync(_folder);
        var mailbox = new Mailbox(_folder);
        foreach (var kind in KeyKinds)
        {
            await authority.IssueAsync(Name(kind), $"{Name(kind)}@partner.example", kind);
            mailbox.Keep(authority.Certificate, $"{Name(kind)}.pem", $"{Name(kind)}.key");
        }

        return mailbox;
    }
}
