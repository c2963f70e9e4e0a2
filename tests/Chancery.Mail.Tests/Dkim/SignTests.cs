using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Chancery.Mail.Dkim;
using Chancery.Mail.Headers;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Chancery.Mail.Tests.Dkim;

/// <summary>What we sign, dkimpy verifies.</summary>
public sealed class SignTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DkimIdentity Rsa = new("acme.example", "rsa", DkimKey.FromPem(RsaPem(2048)));
    private static readonly DkimIdentity Ed25519 = new("acme.example", "ed", DkimKey.FromPem(Ed25519Pem()));

    public static TheoryData<string, string> Messages => new()
    {
        { "plain", "From: Anna <anna@acme.example>\r\nTo: b@z.example\r\nSubject: x\r\n\r\nHello\r\n" },
        { "no body", "From: anna@acme.example\r\nSubject: x\r\n\r\n" },
        { "empty lines at the end", "From: anna@acme.example\r\n\r\nx \t y  \r\n\r\n \t\r\n\r\n" },
        { "no end of line", "From: anna@acme.example\r\n\r\nHello  world" },
        { "folded and spaced", "From:   Anna\r\n\t<anna@acme.example>  \r\nSubject: a\r\n  b \r\nTo: b@z.example,\r\n c@z.example\r\n\r\n  indented\r\n\r\n\r\nmore\r\n" },
        { "eight bits", "From: anna@acme.example\r\nSubject: Gr\u00FC\u00DFe\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\u00FC\u00DFe\r\n" },
        { "dots and long lines", "From: anna@acme.example\r\n\r\n.\r\n..\r\n" + new string('x', 3000) + "\r\n" },
        { "several of a name", "From: anna@acme.example\r\nReceived: a\r\nReceived: b\r\nTo: a@z.example\r\nTo: b@z.example\r\nSubject: one\r\nSubject: two\r\n\r\nx\r\n" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Dkimpy_verifies_both_kinds_of_signature(string name, string message)
    {
        foreach (var identity in new[] { Rsa, Ed25519 })
            Assert.True(Dkimpy("dkim", await SignedAsync(message, identity)) == "True", $"{name}, {identity.Key.Algorithm}");
    }

    [Theory]
    [InlineData("Hello", "Hallo")]
    [InlineData("Subject: x", "Subject: y")]
    [InlineData("From: Anna", "From: Evil <evil@x.example>\r\nFrom: Anna")]
    [InlineData("Subject: x", "Subject: z\r\nSubject: x")]
    [InlineData("To: b", "Cc: c@z.example\r\nTo: b")]
    public async Task A_change_behind_us_is_seen(string before, string after)
    {
        var signed = await SignedAsync("From: Anna <anna@acme.example>\r\nTo: b@z.example\r\nSubject: x\r\n\r\nHello\r\n", Rsa);
        Assert.Equal("False", Dkimpy("dkim", signed.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_chain_of_three_of_our_seals_is_good_to_dkimpy_and_to_us()
    {
        var message = await SignedAsync("From: Anna <anna@acme.example>\r\nTo: b@z.example\r\nSubject: x\r\n\r\nHello\r\n", Rsa);
        for (var i = 1; i <= 3; i++)
        {
            var chain = (await SealAsync(message)).Chain;
            Assert.Equal((i == 1 ? ArcVerdict.None : ArcVerdict.Pass, i - 1), (chain.Verdict, chain.Instances));
            message = message.Replace("Subject: ", $"Subject: [{i}] ", StringComparison.Ordinal);
            message = (await SealAsync(message, chain)).Fields + message;
            Assert.Equal("pass", Dkimpy("arc", message));
        }
    }

    [Fact]
    public async Task A_broken_chain_is_sealed_as_broken_and_then_left_alone()
    {
        var message = "From: Anna <anna@acme.example>\r\nTo: b@z.example\r\nSubject: x\r\n\r\nHello\r\n";
        message = (await SealAsync(message)).Fields + message;
        message = message.Replace("Hello", "Hallo", StringComparison.Ordinal);
        var (fields, chain) = await SealAsync(message);
        Assert.Equal(ArcVerdict.Fail, chain.Verdict);
        Assert.Contains("cv=fail", fields, StringComparison.Ordinal);
        var (nothing, closed) = await SealAsync(fields + message);
        Assert.True(closed.IsClosed);
        Assert.Null(nothing);
    }

    [Fact]
    public void Keys_that_are_none_or_too_weak_are_refused_without_a_word_of_them()
    {
        foreach (var pem in new[] { "x", RsaPem(1024), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", PublicPem() })
            Assert.DoesNotContain(pem, Assert.Throws<CryptographicException>(() => DkimKey.FromPem(pem)).Message, StringComparison.Ordinal);
    }

    /// <summary>A hundred megabytes of empty lines, and one of text behind them, are hashed without being held.</summary>
    [Fact]
    public void A_body_is_hashed_in_flat_memory()
    {
        using var hash = new BodyHash(Canonical.Relaxed);
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\r\n", 32_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 300; i++)
            hash.Add(lines);
        hash.Add("end\r\n"u8);
        hash.Finish();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal((300 * 64_000L) + 5, hash.Length);
    }

    private static async Task<string> SignedAsync(string message, DkimIdentity identity)
    {
        var (stream, header) = Open(message);
        var hash = await BodyReader.HashAsync(stream, header.BodyOffset, Canonical.Relaxed, null, default);
        return DkimSigner.FieldFor(identity, header, hash, Now) + message;
    }

    private static async Task<(string? Fields, ArcChain Chain)> SealAsync(string message, ArcChain? known = null)
    {
        var (stream, header) = Open(message);
        var chain = known ?? await ArcVerifier.VerifyAsync(stream, header, Keys, Now, default);
        var hash = await BodyReader.HashAsync(stream, header.BodyOffset, Canonical.Relaxed, null, default);
        return (ArcSealer.FieldsFor(Rsa, header, hash, chain, "gw.acme.example; arc=none; dkim=pass header.d=acme.example", Now), chain);
    }

    private static KnownKeys Keys { get; } = new(new Dictionary<string, string>
    {
        ["rsa._domainkey.acme.example"] = Rsa.Key.Record,
        ["ed._domainkey.acme.example"] = Ed25519.Key.Record,
    });

    private static (Stream Stream, RawHeaderBlock Header) Open(string message)
    {
        var stream = new MemoryStream(Encoding.Latin1.GetBytes(message));
        return (stream, RawHeaderBlock.Read(stream, 256_000));
    }

    private static string Dkimpy(string what, string message)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no python3");
        var script = """
            import sys, json, dkim
            keys = json.loads(sys.argv[2])
            dns = lambda name, timeout=5: keys.get(name.decode().rstrip('.'), '').encode() or None
            mail = sys.stdin.buffer.read()
            try:
                if sys.argv[1] == 'dkim':
                    print(dkim.verify(mail, dnsfunc=dns))
                else:
                    print(dkim.arc_verify(mail, dnsfunc=dns)[0].decode())
            except Exception as e:
                print('False', type(e).__name__, e)
            """;
        var keys = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["rsa._domainkey.acme.example"] = Rsa.Key.Record,
            ["ed._domainkey.acme.example"] = Ed25519.Key.Record,
        });
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script, what, keys]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(Encoding.Latin1.GetBytes(message));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return output.StartsWith("False", StringComparison.Ordinal) ? "False" : output;
    }

    private static string RsaPem(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private static string PublicPem()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    private static string Ed25519Pem()
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        var key = PrivateKeyInfoFactory.CreatePrivateKeyInfo(generator.GenerateKeyPair().Private);
        return new string(PemEncoding.Write("PRIVATE KEY", key.GetDerEncoded())) + "\n";
    }
}
