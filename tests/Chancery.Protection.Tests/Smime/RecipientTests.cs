using System.Text;
using System.Text.RegularExpressions;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Smime;

/// <summary>One envelope for several recipients: each of them opens it, nobody else does, nobody else is named in it.</summary>
public sealed class RecipientTests : IDisposable
{
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("From: a@acme.example\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nFor three of you.\r\n");

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Each_recipient_opens_it_and_nobody_else()
    {
        var (mailbox, _) = await HouseAsync();

        var mail = await mailbox.ProtectAsync(Message, null, "rsa@partner.example", "nist@partner.example", "pool@partner.example");

        foreach (var name in (string[])["rsa", "nist", "pool"])
            Assert.EndsWith("For three of you.\r\n", await File.ReadAllTextAsync(await mailbox.DecryptAsync(mail, name)), StringComparison.Ordinal);
        var (code, _) = await TryAsync("openssl", "cms", "-decrypt", "-in", mail, "-recip", _folder["stranger.pem"], "-inkey", _folder["stranger.key"], "-out", "/dev/null");
        Assert.NotEqual(0, code);
    }

    [Fact]
    public async Task The_envelope_names_its_recipients_and_no_more()
    {
        var (mailbox, _) = await HouseAsync();

        var mixed = await Mailbox.PrintAsync(await mailbox.ProtectAsync(Message, null, "rsa@partner.example", "nist@partner.example"));
        var alone = await Mailbox.PrintAsync(await mailbox.ProtectAsync(Message, null, "rsa@partner.example"));

        Assert.Single(Regex.Matches(mixed, "d.ktri:"));
        Assert.Single(Regex.Matches(mixed, "d.kari:"));
        Assert.Equal(2, Regex.Count(mixed, "serialNumber:"));
        Assert.Contains("version: 2", mixed, StringComparison.Ordinal);
        Assert.Contains("dhSinglePass-stdDH-sha256kdf-scheme", mixed, StringComparison.Ordinal);
        Assert.Contains("aes-256-cbc", mixed, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(alone, "serialNumber:"));
        Assert.DoesNotContain("d.kari:", alone, StringComparison.Ordinal);
        Assert.Equal("0", Regex.Match(alone, @"version: (\d)").Groups[1].Value);
    }

    [Fact]
    public async Task Every_copy_has_a_content_key_of_its_own()
    {
        var (mailbox, _) = await HouseAsync();

        var first = await Mailbox.PrintAsync(await mailbox.ProtectAsync(Message, null, "nist@partner.example"));
        var second = await Mailbox.PrintAsync(await mailbox.ProtectAsync(Message, null, "nist@partner.example"));

        Assert.NotEqual(ParameterOf(first), ParameterOf(second));
    }

    [Fact]
    public async Task The_signature_brings_the_intermediate_and_leaves_the_root_at_home()
    {
        var (mailbox, root) = await HouseAsync();
        var below = await root.IntermediateAsync("below");
        await below.IssueAsync("anna", "anna@acme.example");
        mailbox.Keep(root.Certificate, "below.pem", "anna.pem", "anna.key");

        var mail = await mailbox.ProtectAsync(Message, "anna@acme.example");

        await mailbox.VerifyAsync(mail, root.Certificate);
        var certificates = await OpensslAsync("cms", "-verify", "-in", mail, "-noverify", "-nosigs", "-certsout", "/dev/stdout", "-out", "/dev/null");
        Assert.Equal(2, Regex.Count(certificates, "BEGIN CERTIFICATE"));
        Assert.Contains("S/MIME Capabilities", await Mailbox.PrintAsync(mail), StringComparison.Ordinal);
        Assert.Contains("Mar  2 09:00:00 2026 GMT", await Mailbox.PrintAsync(mail), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The initial vector of the content.</summary>
    private static string ParameterOf(string printed) => Regex.Match(printed, @"aes-256-cbc[^\n]*\n\s*parameter: OCTET STRING:\s*([^\n]+)").Groups[1].Value is { Length: > 0 } iv
        ? iv : throw new InvalidOperationException(printed);

    private async Task<(Mailbox Mailbox, Authority Root)> HouseAsync()
    {
        var root = await Authority.CreateAsync(_folder);
        await root.IssueAsync("rsa", "rsa@partner.example", "rsa:2048");
        await root.IssueAsync("nist", "nist@partner.example", "ec:P-256");
        await root.IssueAsync("pool", "pool@partner.example", "ec:brainpoolP384r1");
        await root.IssueAsync("stranger", "stranger@partner.example", "rsa:2048");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(root.Certificate, "rsa.pem", "nist.pem", "pool.pem", "stranger.pem");
        return (mailbox, root);
    }
}
