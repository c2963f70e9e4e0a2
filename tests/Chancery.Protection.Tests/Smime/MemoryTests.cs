using System.Text;
using Chancery.Policy;
using Chancery.Protection.Smime;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.Smime;

/// <summary>Counts what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MemoryTestsAlone;

[Collection(typeof(MemoryTestsAlone))]
public sealed class MemoryTests
{
    /// <summary>The way back: decrypted and verified, while what the process holds stays as it was.</summary>
    private static async Task OpensFlatAsync(Mailbox mailbox, TempFolder folder, string path)
    {
        await using var message = File.OpenRead(path);
        var opener = new SmimeOpener(mailbox.Ring(), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Mailbox.Now), new CipherBinding(), new OpeningLimits());
        var peak = 0L;
        var scratch = new FileScratch(folder, () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var opened = await opener.OpenAsync(TenantId.Default, message, ["anna@acme.example"], scratch, default);
        Assert.Equal(Verdict.Valid, SignatureSummary.Of(opened)!.Verdict);
        Assert.InRange(peak - before, long.MinValue, 4_000_000);
    }

    [Theory]
    [InlineData("7bit", "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\r\n")]
    [InlineData("8bit", "Größe und Maß der Zeichnung: 0123456789abcdefghijklmnopqrstuvwxyz012345\r\n")]
    public async Task Sixty_megabytes_are_signed_and_encrypted_with_little_memory(string encoding, string line)
    {
        using var folder = new TempFolder();
        var authority = await Authority.CreateAsync(folder);
        await authority.IssueAsync("anna", "anna@acme.example");
        var mailbox = new Mailbox(folder);
        mailbox.Keep(authority.Certificate, "anna.pem", "anna.key");
        using var signer = await mailbox.Ring().ForSigningAsync(TenantId.Default, "anna@acme.example", default);
        var recipient = (await mailbox.Ring().ForEncryptionAsync(TenantId.Default, "anna@acme.example", default)).Certificate!;
        var path = folder["large.eml"];
        await using (var writer = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            await writer.WriteAsync($"From: anna@acme.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n");
            for (var i = 0; i < 800_000; i++)
                await writer.WriteAsync(line);
        }

        await using var message = File.OpenRead(path);
        var sealedPath = folder["sealed.eml"];
        var peak = 0L;
        await using (var output = new WatchedStream(File.Create(sealedPath), () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true))))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await SmimeProtector.WriteAsync(new SmimeJob(message) { Signer = signer, Recipients = [recipient], SigningTime = Mailbox.Now, Boundary = "b0undary" }, output, default);
            Assert.InRange(peak - before, long.MinValue, 4_000_000);
        }

        await OpensFlatAsync(mailbox, folder, sealedPath);
        var opened = await mailbox.VerifyAsync(await mailbox.DecryptAsync(sealedPath, "anna"), authority.Certificate);
        Assert.InRange(opened.Length, 50_000_000, 120_000_000);
    }
}
