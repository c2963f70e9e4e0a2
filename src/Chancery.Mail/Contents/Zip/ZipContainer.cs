using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Zip;

/// <summary>A ZIP archive, or a document that is one.</summary>
internal sealed class ZipContainer(Stream content, int maxEntries) : Container(content)
{
    public override IEnumerable<ContainerEntry> Entries()
    {
        var catalog = ZipCatalog.Read(Content, maxEntries);
        foreach (var entry in catalog.Entries.Where(entry => !entry.IsFolder))
            yield return catalog.Overlaps(entry) ? new ContainerEntry(entry.Name, null) { Unreadable = "its entries overlap" } : Of(entry);
        Unseen = catalog.Fault;
    }

    private ContainerEntry Of(ZipEntry entry)
    {
        if (entry.IsEncrypted) return ContainerEntry.Locked(entry.Name);
        if (entry.DataAt < 0 || entry.End > Content.Length || entry.Packed < 0) return new ContainerEntry(entry.Name, null) { Unreadable = Damage.CutOff };
        if (!ZipMethods.Knows(entry.Method)) return new ContainerEntry(entry.Name, null) { Unreadable = "packed in a way that is not supported" };
        return new ContainerEntry(entry.Name, () => new CheckedStream(Unpack(entry), entry.Size, entry.Crc));
    }

    private Stream Unpack(ZipEntry entry) => ZipMethods.Unpack(new SubRange(Content, entry.DataAt, entry.Packed), entry);
}
