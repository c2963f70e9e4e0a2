using System.Text;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime;

/// <summary>Every kind of key that partners bring: signed, encrypted, both; openssl opens and verifies it.</summary>
public sealed class KeyKindTests : IDisposable
{
    private const string Header = "From: Anna <anna@acme.example>\r\nTo: bernd@partner.example\r\nSubject: Plan\r\nMessage-ID: <1@acme.example>\r\nX-Own: kept\r\n";
    private const string Entity = "Content-Type: text/plain; charset=us-ascii\r\n\r\nThe plan, line one.\r\n.two\r\n";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Keys() => new()
    {
        { "rsa:2048", "sha256" },
        { "rsa:3072", "sha256" },
        { "rsa:4096", "sha256" },
        { "ec:P-256", "ecdsa-with-SHA256" },
        { "ec:P-384", "ecdsa-with-SHA384" },
        { "ec:P-521", "ecdsa-with-SHA512" },
        { "ec:brainpoolP256r1", "ecdsa-with-SHA256" },
        { "ec:brainpoolP384r1", "ecdsa-with-SHA384" },
        { "ec:brainpoolP512r1", "ecdsa-with-SHA512" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Signed_encrypted_and_both(string key, string digest)
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("anna", "anna@acme.example", key);
        await authority.IssueAsync("bernd", "bernd@partner.example", key);
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key", "bernd.pem");
        var message = Encoding.ASCII.GetBytes(Header + "MIME-Version: 1.0\r\n" + Entity);

        var signed = await mailbox.ProtectAsync(message, "anna@acme.example");
        var encrypted = await mailbox.ProtectAsync(message, null, "bernd@partner.example");
        var both = await mailbox.ProtectAsync(message, "anna@acme.example", "bernd@partner.example");

        Assert.Equal(Entity, Encoding.ASCII.GetString(await mailbox.VerifyAsync(signed, authority.Certificate)));
        Assert.Contains(digest, await Mailbox.PrintAsync(signed), StringComparison.Ordinal);
        Assert.Equal(Entity, await File.ReadAllTextAsync(await mailbox.DecryptAsync(encrypted, "bernd")));
        Assert.Equal(Entity, Encoding.ASCII.GetString(await mailbox.VerifyAsync(await mailbox.DecryptAsync(both, "bernd"), authority.Certificate)));
        Assert.All([signed, encrypted, both], file => Assert.StartsWith(Header + "MIME-Version: 1.0\r\nContent-Type: ", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All([encrypted, both], file => Assert.DoesNotContain("plan", File.ReadAllText(file), StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
