using SharpCompress.Archives;
using SharpCompress.Archives.Rar;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace Chancery.Mail.Contents.Archives;

/// <summary>7-Zip and RAR. Their entries often share one stream, so that they are taken as they pass.</summary>
internal sealed class PackedArchive(Stream content, string type) : Container(content)
{
    private static readonly ReaderOptions Options = ReaderOptions.ForExternalStream;

    public override IEnumerable<ContainerEntry> Entries()
    {
        using var archive = Open();
        var entries = archive.Entries.ToList();
        if (entries.Any(entry => entry.IsSplitAfter || entry.VolumeIndexFirst != entry.VolumeIndexLast) || !archive.IsComplete) Unseen = "it is one of several volumes";
        var hasLocked = entries.Any(entry => entry.IsEncrypted);
        if (hasLocked || !(type == "7z" || archive.IsSolid))
        {
            foreach (var entry in entries.Where(entry => !entry.IsDirectory && entry.LinkTarget is not { Length: > 0 }))
                yield return entry.IsEncrypted ? ContainerEntry.Locked(Name(entry)) : new ContainerEntry(Name(entry), () => Reopen(entry.Key)) { Passing = hasLocked ? null : entry.OpenEntryStream() };
            yield break;
        }
        using var reader = archive.ExtractAllEntries();
        while (reader.MoveToNextEntry())
        {
            if (reader.Entry.IsDirectory || reader.Entry.LinkTarget is { Length: > 0 }) continue;
            var name = Name(reader.Entry);
            yield return new ContainerEntry(name, () => Reopen(name)) { Passing = reader.OpenEntryStream() };
        }
    }

    private IArchive Open()
    {
        Content.Position = 0;
        return type == "7z" ? SevenZipArchive.OpenArchive(Content, Options) : RarArchive.OpenArchive(Content, Options);
    }

    private Stream Reopen(string? name) =>
        Open().Entries.FirstOrDefault(entry => entry.Key == name)?.OpenEntryStream() ?? throw new EndOfStreamException();

    private static string Name(IEntry entry) => entry.Key ?? "";
}
