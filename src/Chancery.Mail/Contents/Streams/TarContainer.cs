using System.Text;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Streams;

/// <summary>A tar archive: POSIX, GNU and older (POSIX.1-2001 "pax", section Interchange Format). Links and devices are no content.</summary>
internal sealed class TarContainer(Stream content) : Container(content)
{
    private const int Header = 512;
    private const int LongestMeta = 64 * 1024;

    private string? _name;
    private long? _size;

    public override IEnumerable<ContainerEntry> Entries()
    {
        for (var at = 0L; ;)
        {
            var header = Block(at);
            if (header is null)
            {
                if (at < Content.Length || at == 0) Unseen = Damage.CutOff;
                yield break;
            }
            if (header.AsSpan().IndexOfAnyExcept((byte)0) < 0) yield break;
            if (!TarHeader.HasChecksum(header))
            {
                Unseen = Damage.Damaged;
                yield break;
            }
            var kind = (char)header[156];
            var size = kind is 'x' or 'L' or 'g' or 'K' ? TarHeader.Number(header, 124, 12) : _size ?? TarHeader.Number(header, 124, 12);
            var data = at + Header;
            if (size < 0 || size > Content.Length - data)
            {
                Unseen = Damage.CutOff;
                if (TarHeader.IsFile(kind)) yield return new ContainerEntry(_name ?? TarHeader.Name(header), null) { Unreadable = Damage.CutOff };
                yield break;
            }
            at = data + (size + Header - 1) / Header * Header;
            if (kind is 'x' or 'L') NoteMeta(kind, data, size);
            else if (kind is not ('g' or 'K'))
            {
                if (TarHeader.IsFile(kind)) yield return new ContainerEntry(_name ?? TarHeader.Name(header), () => new SubRange(Content, data, size)) { IsStored = true };
                else if (kind is 'S') yield return new ContainerEntry(_name ?? TarHeader.Name(header), null) { Unreadable = "packed in a way that is not supported" };
                (_name, _size) = (null, null);
            }
        }
    }

    private byte[]? Block(long at)
    {
        if (at + Header > Content.Length) return null;
        Content.Position = at;
        var block = new byte[Header];
        Content.ReadExactly(block);
        return block;
    }

    private void NoteMeta(char kind, long at, long size)
    {
        if (size > LongestMeta) throw new ContentException("the name of an entry is over the limit");
        Content.Position = at;
        var octets = new byte[size];
        Content.ReadExactly(octets);
        if (kind == 'L')
        {
            _name = Encoding.UTF8.GetString(octets).TrimEnd('\0');
            return;
        }
        foreach (var (key, value) in TarHeader.Records(octets))
        {
            if (key == "path") _name = value;
            if (key == "size" && long.TryParse(value, out var given)) _size = given;
            if (key.StartsWith("GNU.sparse", StringComparison.Ordinal)) throw new ContentException("packed in a way that is not supported");
        }
    }
}
