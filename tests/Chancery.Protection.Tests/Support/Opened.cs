using Chancery.Mail.Inspection;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime.Opening;
using Microsoft.Extensions.Time.Testing;

namespace Chancery.Protection.Tests.Support;

/// <summary>What the product sees in a mail, with a folder of keys.</summary>
internal static class Opened
{
    public static async Task<OpenedSmime> OpenAsync(string path, IKeyStore keys, DateTimeOffset now, CipherBinding? binding = null) =>
        await OpenAsync(await File.ReadAllBytesAsync(path), keys, now, binding);

    public static async Task<OpenedSmime> OpenAsync(byte[] mail, IKeyStore keys, DateTimeOffset now, CipherBinding? binding = null, IScratchSpace? scratch = null)
    {
        using var inspected = MailInspector.Inspect(new MemoryStream(mail), new InspectionLimits());
        var opener = new SmimeOpener(new KeyRing(keys, new FakeTimeProvider(now)), new FakeTimeProvider(now), binding ?? new CipherBinding(), new OpeningLimits(MaxBytes: 40_000_000));
        return await opener.OpenAsync(TenantId.Default, new MemoryStream(mail), inspected.From, scratch ?? new MemoryScratch(), default);
    }

    public static async Task<string> TextAsync(this Piece piece)
    {
        await using var stream = await piece.OpenAsync(default);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
