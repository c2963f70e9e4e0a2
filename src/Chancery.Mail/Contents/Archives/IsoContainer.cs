using System.Buffers.Binary;
using System.Text;
using Chancery.Mail.Formats;

namespace Chancery.Mail.Contents.Archives;

/// <summary>An image of a disc (ECMA-119), with the names of Joliet where it has them.</summary>
internal sealed class IsoContainer(Stream content) : Container(content)
{
    private const int Sector = 2048, FirstDescriptor = 16, MostDescriptors = 32, MostFolders = 2000, LargestFolder = 4 * 1024 * 1024;
    private const byte Primary = 1, Supplementary = 2, End = 255;

    private bool _joliet;

    public override IEnumerable<ContainerEntry> Entries()
    {
        var root = Root() ?? throw new InvalidDataException("no volume");
        var open = new Queue<(Extent Folder, string Path)>([(root, "")]);
        var seen = new HashSet<long>();
        while (open.TryDequeue(out var folder))
        {
            if (!seen.Add(folder.Folder.At)) continue;
            if (seen.Count > MostFolders || folder.Folder.Length > LargestFolder) throw new ContentException("the entries of archives are over the limit");
            foreach (var record in Records(folder.Folder))
            {
                var path = folder.Path + record.Name;
                if (record.IsFolder) open.Enqueue((record, path + "/"));
                else if (record.At + record.Length > Content.Length) yield return new ContainerEntry(path, null) { Unreadable = Damage.CutOff };
                else yield return new ContainerEntry(path, () => new SubRange(Content, record.At, record.Length)) { IsStored = true };
            }
        }
    }

    private Extent? Root()
    {
        Extent? root = null;
        for (var i = 0; i < MostDescriptors; i++)
        {
            var descriptor = At((FirstDescriptor + i) * (long)Sector, Sector);
            if (descriptor.Length < Sector || descriptor[0] == End || !descriptor.AsSpan(1, 5).SequenceEqual("CD001"u8)) break;
            var joliet = descriptor[0] == Supplementary && descriptor[88] == (byte)'%' && descriptor[89] == (byte)'/';
            if (descriptor[0] != Primary && !joliet) continue;
            if (root is not null && !joliet) continue;
            (_joliet, root) = (joliet, Read(descriptor.AsSpan(156, 34), ""));
        }
        return root;
    }

    private IEnumerable<Extent> Records(Extent folder)
    {
        var octets = At(folder.At, (int)Math.Min(folder.Length, LargestFolder));
        for (var at = 0; at + 34 <= octets.Length;)
        {
            var length = octets[at];
            if (length == 0)
            {
                // Records do not cross sectors.
                at = (at / Sector + 1) * Sector;
                continue;
            }
            if (length < 34 || at + length > octets.Length) throw new InvalidDataException("record");
            var name = octets.AsSpan(at + 33, Math.Min(octets[at + 32], length - 33));
            if (name.Length > 0 && !(name.Length == 1 && name[0] is 0 or 1)) yield return Read(octets.AsSpan(at, length), NameOf(name));
            at += length;
        }
    }

    private string NameOf(ReadOnlySpan<byte> name) => (_joliet ? Encoding.BigEndianUnicode : Encoding.Latin1).GetString(name).Split(';')[0].TrimEnd('.');

    private static Extent Read(ReadOnlySpan<byte> record, string name) => new(
        name, BinaryPrimitives.ReadUInt32LittleEndian(record[2..]) * (long)Sector, BinaryPrimitives.ReadUInt32LittleEndian(record[10..]), (record[25] & 2) != 0);

    private byte[] At(long offset, int count)
    {
        if (offset >= Content.Length) return [];
        Content.Position = offset;
        var octets = new byte[(int)Math.Min(count, Content.Length - offset)];
        return octets[..Content.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
    }

    private sealed record Extent(string Name, long At, long Length, bool IsFolder);
}
