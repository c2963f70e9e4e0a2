using System.Diagnostics;
using System.Formats.Asn1;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>T18: whatever is wrong with a ciphertext (the wrapped key, the key itself, padding, tag), the answer is the same and takes as long.</summary>
[Collection(typeof(MemoryTestsAlone))]
public sealed class OracleTests : IDisposable
{
    private static readonly int Times = Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 10_000 : 200;

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("aes-256-cbc", "rsa-pkcs1")]
    [InlineData("aes-256-gcm", "rsa-oaep")]
    [InlineData("aes-256-gcm", "rsa-pkcs1")]
    public async Task Every_failure_is_told_alike_and_takes_as_long(string content, string transport)
    {
        var authority = await Authority.CreateAsync(_folder);
        await authority.IssueAsync("bernd", "bernd@partner.example", "rsa:2048");
        var mailbox = new Mailbox(_folder);
        mailbox.Keep(authority.Certificate, "bernd.pem", "bernd.key");
        var ring = new KeyRing(mailbox.Store(), new FakeTimeProvider(Mailbox.Now));
        var mail = await SealAsync(ring, content, transport);
        (string Name, byte[] Mail)[] broken = [("wrapped key", Changed(mail, WrappedKeyAt(mail) + 40)), ("wrapped key at its end", Changed(mail, WrappedKeyAt(mail) + 200)), ("content", Changed(mail, mail.Length / 2)), ("tag or padding", Changed(mail, EndOfContent(mail, content)))];
        var opener = new SmimeOpener(ring, new FakeTimeProvider(Mailbox.Now), new CipherBinding(), new OpeningLimits());
        var times = broken.ToDictionary(entry => entry.Name, _ => new List<double>());

        for (var round = -20; round < Times; round++)
        {
            foreach (var (name, octets) in broken)
            {
                var start = Stopwatch.GetTimestamp();
                await using var opened = await opener.OpenAsync(TenantId.Default, new MemoryStream(octets), ["anna@acme.example"], new MemoryScratch(), default);
                if (round >= 0)
                    times[name].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                // A changed block in the middle of CBC is not a failure to decrypt: nobody can see it, and it is marked.
                var isSilent = name == "content" && content.EndsWith("cbc", StringComparison.Ordinal);
                Assert.Equal(isSilent ? (OpeningEnd.Complete, null) : (OpeningEnd.NotDecrypted, null), (opened.End, opened.Problem));
                Assert.True(isSilent ? Weaknesses.IsUnauthenticated(opened) : opened.Layers.Count == 0);
            }
        }

        var medians = times.ToDictionary(entry => entry.Key, entry => entry.Value.Order().ElementAt(entry.Value.Count / 2));
        Assert.True(medians.Values.Max() - medians.Values.Min() < 1, string.Join(", ", medians.Select(entry => $"{entry.Key} {entry.Value:0.000} ms")));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<byte[]> SealAsync(KeyRing ring, string content, string transport)
    {
        using var output = new MemoryStream();
        var recipient = (await ring.ForEncryptionAsync(TenantId.Default, "bernd@partner.example", default)).Certificate!;
        var profile = SmimeProfile.Of(null, new Dictionary<string, string> { ["content"] = content, ["keyTransport"] = transport });
        var text = $"From: anna@acme.example\r\n{Letter.Entity}{string.Concat(Enumerable.Repeat("A line of some length, to have some blocks.\r\n", 100))}";
        await SmimeProtector.WriteAsync(new SmimeJob(new MemoryStream(Encoding.ASCII.GetBytes(text))) { Recipients = [recipient], SigningTime = Mailbox.Now, Boundary = "b", Profile = profile }, output, default);
        // The structure in binary, so that its octets can be pointed at.
        var mail = Encoding.ASCII.GetString(output.ToArray());
        var body = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        return [.. Encoding.ASCII.GetBytes(mail[..body].Replace("Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: binary", StringComparison.Ordinal)), .. Convert.FromBase64String(mail[body..])];
    }

    /// <summary>The first OCTET STRING of 256 octets.</summary>
    private static int WrappedKeyAt(byte[] mail) => mail.AsSpan().IndexOf(new byte[] { 0x04, 0x82, 0x01, 0x00 }) + 4;

    /// <summary>In the last block, before what ends the open lengths and holds the tag.</summary>
    private static int EndOfContent(byte[] mail, string content) => mail.Length - (content.EndsWith("cbc", StringComparison.Ordinal) ? 10 : 6) - 3;

    private static byte[] Changed(byte[] mail, int at)
    {
        var changed = mail.ToArray();
        changed[at] ^= 0x55;
        return changed;
    }
}
