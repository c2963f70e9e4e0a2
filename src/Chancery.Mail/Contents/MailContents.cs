using Chancery.Mail.Inspection;
using Chancery.Mail.Structure;

namespace Chancery.Mail.Contents;

/// <summary>
/// All that is in a mail, packed or not, under one budget. Nothing is opened before it is asked for, and nothing twice: types, texts and labels read here.
/// For one thread at a time.
/// </summary>
public sealed class MailContents : IDisposable
{
    private readonly Dictionary<ContentItem, Meter> _meters = [];
    private readonly Dictionary<string, ContentItem> _byPath = [];

    internal MailContents(InspectedMail mail)
    {
        Budget = new ContentBudget(mail.Limits);
        Parts = [.. mail.Structure.Parts.Where(part => part.Kind != PartKind.Multipart).Select(part => PartItems.Of(this, mail, part))];
    }

    /// <summary>Texts and attachments as the mail has them, in its order; those of attached messages (message/rfc822) included.</summary>
    public IReadOnlyList<ContentItem> Parts { get; }

    /// <summary>
    /// The parts and what lies in them, each before what it holds. Containers are opened as the walk comes to them; documents are not taken apart.
    /// Ask <see cref="ContentItem.Unseen"/> of a container whether the walk saw all of it.
    /// </summary>
    /// <exception cref="IOException">The mail cannot be read.</exception>
    public IEnumerable<ContentItem> All => Parts.SelectMany(Within);

    /// <summary>The item of a path; opens the containers around it if that was not done yet. Null if there is none.</summary>
    /// <exception cref="IOException">The mail cannot be read.</exception>
    public ContentItem? Find(string path)
    {
        if (_byPath.TryGetValue(path, out var known)) return known;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (_byPath.TryGetValue(path[..slash], out var container)) _ = container.Entries;
            if (_byPath.TryGetValue(path, out known)) return known;
        }
        return null;
    }

    internal ContentBudget Budget { get; }

    internal Spool Spool { get; } = new();

    /// <summary>An item and what lies in it, at any depth.</summary>
    public static IEnumerable<ContentItem> Within(ContentItem item)
    {
        yield return item;
        foreach (var entry in item.Entries)
            foreach (var inner in Within(entry)) yield return inner;
    }

    public void Dispose() => Spool.Dispose();

    internal void Note(ContentItem item) => _byPath.TryAdd(item.Path, item);

    /// <summary>Containers that were opened: none where no rule needs it.</summary>
    internal int OpenedContainers => _meters.Count;

    internal void Note(ContentItem container, Meter meter) => _meters[container] = meter;

    /// <summary>Of the container that an entry lies in.</summary>
    internal Meter? MeterOf(ContentItem entry) => entry.Parent is { } parent ? _meters.GetValueOrDefault(parent) : null;
}
