using System.Diagnostics;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Smime;

/// <summary>Signed and encrypted, decrypted and verified, with less than 96 MB of the process over what it has idle. 200 MB by CHANCERY_LONG=1.</summary>
[Collection(typeof(MemoryTestsAlone))]
public sealed class LargeMailTests
{
    private const long Most = 96_000_000;

    [Theory]
    [InlineData("compatible")]
    [InlineData("bsi-standard")]
    public async Task A_large_attachment_goes_both_ways_in_little_memory(string profile)
    {
        var megabytes = Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 200 : 30;
        using var folder = new TempFolder();
        var authority = await Authority.CreateAsync(folder);
        await authority.IssueAsync("anna", "anna@acme.example", "rsa:2048");
        var mailbox = new Mailbox(folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key");
        var ring = mailbox.Ring();
        var (plain, closed) = (await WriteAsync(folder, megabytes), folder["sealed.eml"]);
        var (idle, peak) = (Held(), 0L);
        var look = () => peak = Math.Max(peak, Held());

        using var signer = await ring.ForSigningAsync(TenantId.Default, "anna@acme.example", default);
        var recipient = (await ring.ForEncryptionAsync(TenantId.Default, "anna@acme.example", default)).Certificate!;
        await using (var message = File.OpenRead(plain))
        await using (var output = new WatchedStream(File.Create(closed), () => look()))
            await SmimeProtector.WriteAsync(new SmimeJob(message) { Signer = signer, Recipients = [recipient], SigningTime = Mailbox.Now, Boundary = "b0undary", Profile = SmimeProfile.Of(profile, new Dictionary<string, string>()) }, output, default);
        Assert.InRange(peak - idle, long.MinValue, Most);

        await using var received = File.OpenRead(closed);
        await using var opened = await new SmimeOpener(ring, new FakeTimeProvider(Mailbox.Now), new CipherBinding(), new OpeningLimits(MaxBytes: 1_000_000_000))
            .OpenAsync(TenantId.Default, received, ["anna@acme.example"], new FileScratch(folder, () => look()), default);
        Assert.Equal(Verdict.Valid, SignatureSummary.Of(opened)!.Verdict);
        Assert.InRange(peak - idle, long.MinValue, Most);
    }

    /// <summary>What the system counts for this process.</summary>
    private static long Held()
    {
        using var own = Process.GetCurrentProcess();
        return own.WorkingSet64;
    }

    private static async Task<string> WriteAsync(TempFolder folder, int megabytes)
    {
        var path = folder["plain.eml"];
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        await writer.WriteAsync("From: anna@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        var block = new byte[57 * 1000];
        for (var written = 0L; written < megabytes * 1_000_000L; written += block.Length)
        {
            Random.Shared.NextBytes(block);
            await writer.WriteAsync(Convert.ToBase64String(block, Base64FormattingOptions.InsertLineBreaks) + "\r\n");
        }

        return path;
    }
}
