using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Smime;
using Chancery.Protection.Tests.Support;

namespace Chancery.Protection.Tests.OpenPgp;

/// <summary>Both ways and both forms of encrypted data: what the process holds does not grow with the mail.</summary>
[Collection(typeof(MemoryTestsAlone))]
public sealed class MemoryTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Thirty_megabytes_pass_with_little_memory(int version)
    {
        using var folder = new TempFolder();
        var keys = new MemoryKeys();
        await keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{Letter.Anna}>", Mailbox.Now.AddDays(-1), version), default);
        var path = folder.Write("large.eml", $"From: {Letter.Anna}\r\nContent-Type: text/plain\r\n\r\n{string.Concat(Enumerable.Repeat("0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\r\n", 400_000))}");
        var peak = 0L;
        await using (var message = File.OpenRead(path))
        await using (var output = new WatchedStream(File.Create(folder["sealed"]), () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true))))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await PgpMail.MakeAsync(keys, Mailbox.Now, Letter.Anna, [Letter.Anna], message, output);
            Assert.InRange(peak - before, long.MinValue, 4_000_000);
        }

        peak = 0;
        await using var mail = File.OpenRead(folder["sealed"]);
        var scratch = new FileScratch(folder, () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)));
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Mailbox.Now);
        var opener = new SmimeOpener(new KeyRing(keys, clock), clock, new CipherBinding(), new OpeningLimits());
        await using var opened = await opener.OpenAsync(TenantId.Default, mail, [Letter.Anna], scratch, default);
        Assert.Equal(Verdict.Valid, SignatureSummary.Of(opened)!.Verdict);
        Assert.InRange(peak - start, long.MinValue, 4_000_000);
    }
}
