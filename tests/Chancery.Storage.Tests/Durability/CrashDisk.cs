namespace Chancery.Storage.Tests.Durability;

/// <summary>
/// A disk as it may look after a loss of power: what was synced is there; of what was not, any part may be, and a write may be
/// torn at a border of 512 octets. Names of a folder that was not synced are lost from some point on.
/// </summary>
internal sealed class CrashDisk
{
    private const int Sector = 512;

    private readonly List<Inode> _inodes = [];
    private readonly Dictionary<string, Inode> _live = new(StringComparer.Ordinal);
    private readonly List<Named> _names = [];

    private sealed class Inode
    {
        public List<Change> Changes { get; } = [];
    }

    private sealed record Change(DiskEvent Event)
    {
        public bool Synced { get; set; }
    }

    private sealed record Named(DiskEvent Event, Inode? Inode)
    {
        public bool Synced { get; set; }
    }

    /// <param name="events">Those that had ended when the power went.</param>
    public CrashDisk(IEnumerable<DiskEvent> events)
    {
        foreach (var done in events)
            Apply(done);
    }

    /// <summary>Writes one of the possible states into an empty folder.</summary>
    /// <param name="chance">Decides on what was not synced; null: all of it is lost.</param>
    public void Materialise(string root, string folder, Random? chance)
    {
        var files = new Dictionary<string, Inode>(StringComparer.Ordinal);
        var unsynced = _names.Count(name => !name.Synced);
        var kept = chance?.Next(unsynced + 1) ?? 0;
        foreach (var name in _names)
        {
            if (!name.Synced && kept-- <= 0)
                continue;
            var (path, target) = (name.Event.Path, name.Event.Target);
            switch (name.Event.Call)
            {
                case DiskCall.MakeFolder:
                    Directory.CreateDirectory(folder + path[root.Length..]);
                    break;
                case DiskCall.Create:
                    files.TryAdd(path, name.Inode!);
                    break;
                case DiskCall.Rename:
                    if (files.Remove(path, out var moved))
                        files[target] = moved;
                    break;
                case DiskCall.Unlink:
                    files.Remove(path);
                    break;
            }
        }

        foreach (var (path, inode) in files)
        {
            var place = folder + path[root.Length..];
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllBytes(place, ContentOf(inode, chance));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private void Apply(DiskEvent done)
    {
        switch (done.Call)
        {
            case DiskCall.Create when _live.ContainsKey(done.Path):
                break;
            case DiskCall.Create:
                _inodes.Add(_live[done.Path] = new Inode());
                _names.Add(new Named(done, _live[done.Path]));
                break;
            case DiskCall.MakeFolder:
                _names.Add(new Named(done, null));
                break;
            case DiskCall.Rename:
                _live.Remove(done.Path, out var moved);
                _live[done.Target] = moved!;
                _names.Add(new Named(done, moved));
                break;
            case DiskCall.Unlink:
                _live.Remove(done.Path);
                _names.Add(new Named(done, null));
                break;
            case DiskCall.Write or DiskCall.Truncate:
                if (_live.TryGetValue(done.Path, out var changed))
                    changed.Changes.Add(new Change(done));
                break;
            case DiskCall.Sync:
                Sync(done);
                break;
        }
    }

    /// <summary>Only what had ended before it began is sure to be in it.</summary>
    private void Sync(DiskEvent sync)
    {
        if (_live.TryGetValue(sync.Path, out var file))
            file.Changes.ForEach(change => change.Synced |= change.Event.End < sync.Begin);
        foreach (var name in _names.Where(name => FolderOf(name.Event) == sync.Path && name.Event.End < sync.Begin))
            name.Synced = true;
    }

    private static string? FolderOf(DiskEvent name) => Path.GetDirectoryName(name.Path);

    private static byte[] ContentOf(Inode inode, Random? chance)
    {
        using var content = new MemoryStream();
        foreach (var change in inode.Changes)
        {
            var length = change.Event.Data?.Length ?? 0;
            if (!change.Synced)
            {
                if (chance is null || chance.Next(2) == 0)
                    continue;
                if (chance.Next(3) == 0 && length > 0)
                    length = chance.Next(length / Sector + 1) * Sector;
            }

            if (change.Event.Data is not { } data)
            {
                content.SetLength(change.Event.Offset);
                continue;
            }

            content.Position = change.Event.Offset;
            content.Write(data, 0, length);
        }

        return content.ToArray();
    }
}
