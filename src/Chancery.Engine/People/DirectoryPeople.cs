namespace Chancery.Engine.People;

/// <summary>Everybody with a mail address, and every group, as a directory knew them at one time.</summary>
public sealed class DirectoryPeople
{
    private readonly Dictionary<string, KnownEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownEntry> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownEntry> _byUserId = new(StringComparer.OrdinalIgnoreCase);

    internal DirectoryPeople(IEnumerable<KnownEntry> entries)
    {
        foreach (var entry in entries)
        {
            _byName[entry.Name] = entry;
            if (entry.UserId is { } id)
                _byUserId.TryAdd(id, entry);
            foreach (var address in entry.Addresses)
                _byAddress[address] = _byAddress.TryGetValue(address, out var other) ? other.With(entry) : entry;
        }
    }

    public int Count => _byName.Count;

    internal IEnumerable<KnownEntry> Entries => _byName.Values;

    /// <summary>Null: nobody there has the address.</summary>
    /// <param name="address">In normal form.</param>
    internal KnownEntry? Of(string address) => _byAddress.GetValueOrDefault(address);

    internal KnownEntry? Named(string name) => _byName.GetValueOrDefault(name);

    internal KnownEntry? OfUser(string id) => _byUserId.GetValueOrDefault(id);
}

/// <summary>One entry, as far as rules can ask about it.</summary>
/// <param name="Name">In normal form.</param>
/// <param name="Addresses">In normal form, the main one first.</param>
/// <param name="Members">Names of the members of a group, in normal form.</param>
/// <param name="MemberIds">Members that are named by their login.</param>
internal sealed record KnownEntry(
    string Name, IReadOnlyList<string> Addresses, IReadOnlyList<string> Departments, IReadOnlyList<string> Sites, string Kind, string? UserId,
    IReadOnlyList<string> Members, IReadOnlyList<string> MemberIds)
{
    public bool IsGroup => Kind == "list";

    /// <summary>Two entries with one address: whoever it is, both are meant.</summary>
    public KnownEntry With(KnownEntry other) => this with
    {
        Departments = [.. Departments.Union(other.Departments)],
        Sites = [.. Sites.Union(other.Sites)],
        Members = [.. Members.Union(other.Members)],
        MemberIds = [.. MemberIds.Union(other.MemberIds)],
    };
}

/// <summary>Who belongs to a group or has a role.</summary>
/// <param name="Addresses">Every address of every member, of groups in between too.</param>
/// <param name="Holders">The main address of each person.</param>
public sealed record DirectoryMembers(IReadOnlySet<string> Addresses, IReadOnlyList<string> Holders);
