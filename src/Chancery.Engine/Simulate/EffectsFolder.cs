using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Mail.Copies;

namespace Chancery.Engine.Simulate;

/// <summary>Writes the messages that would leave, as <c>NNNN-n.eml</c>: number of the mail, number of the copy.</summary>
internal sealed class EffectsFolder(string? folder)
{
    public async Task<IReadOnlyList<SimulatedEffect>> WriteAsync(
        int mailNumber, int firstCopy, IReadOnlyList<OutgoingMail> mails, IBlobStore blobs, Policy.TenantId tenant, CancellationToken cancel)
    {
        var effects = new List<SimulatedEffect>();
        foreach (var (mail, i) in mails.Select((mail, i) => (mail, i)))
        {
            var name = folder is null ? null : $"{mailNumber:D4}-{firstCopy + i}.eml";
            if (name is not null)
                await WriteAsync(Path.Combine(folder!, name), mail, blobs, tenant, cancel);
            effects.Add(new SimulatedEffect("smtp", mail.Recipients, name, mail.Size));
        }

        return effects;
    }

    private static async Task WriteAsync(string path, OutgoingMail mail, IBlobStore blobs, Policy.TenantId tenant, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var copy = MessageViewJson.Read(mail.View).Open(await blobs.OpenAsync(tenant, mail.Body, cancel));
        await using var file = File.Create(path);
        await copy.CopyToAsync(file, cancel);
    }
}
