namespace Chancery.Mail.Contents.Traits;

/// <summary>How deep, how many, how much: what a container amounts to.</summary>
/// <param name="Depth">Containers within each other, itself included; 0 for what is none.</param>
/// <param name="Entries">At all depths.</param>
/// <param name="Unseen">Why there may be more; null if this is all.</param>
public sealed record ArchiveFigures(int Depth, int Entries, string? Unseen)
{
    private static readonly ArchiveFigures None = new(0, 0, null);

    /// <exception cref="IOException">The mail cannot be read.</exception>
    public static ArchiveFigures Of(ContentItem item)
    {
        if (!item.IsContainer) return None;
        var within = item.Entries.Select(Of).ToList();
        return new ArchiveFigures(
            1 + within.Select(entry => entry.Depth).DefaultIfEmpty(0).Max(),
            item.Entries.Count + within.Sum(entry => entry.Entries),
            item.Unseen ?? within.Select(entry => entry.Unseen).FirstOrDefault(reason => reason is not null));
    }

    /// <summary>Octets of all that lies in a container for each octet of its own; null with a reason where something could not be unpacked.</summary>
    public static (decimal? Ratio, string? Unknown) RatioOf(ContentItem item)
    {
        if (!item.IsContainer) return (1, null);
        foreach (var entry in MailContents.Within(item))
            if ((entry.Unreadable ?? entry.Unseen) is { } reason) return (null, reason);
        var leaves = MailContents.Within(item).Where(entry => entry.Parent is not null && !entry.IsContainer).Sum(entry => entry.Size ?? 0);
        return (item.Size is > 0 and var size ? Math.Round((decimal)leaves / size, 2) : 1, null);
    }
}
