using System.Text;

namespace Chancery.Mail.Contents;

/// <summary>A container gone through: its entries, and why some may be missing.</summary>
internal sealed record Opened(IReadOnlyList<ContentItem> Entries, string? Unseen, Meter Meter)
{
    public static Opened Of(MailContents mail, ContentItem item)
    {
        List<ContentItem> entries = [];
        var limits = mail.Budget.Limits;
        var meter = new Meter(mail.Budget, item.Size ?? 0, item.Parent is null ? null : mail.MeterOf(item));
        try
        {
            if (item.Depth >= limits.ArchiveDepth) return new Opened([], "containers within each other are over the limit", meter);
            using var working = mail.Budget.Working();
            var paths = new EntryPaths(item.Path);
            var container = Containers.Open(item, mail.Budget);
            mail.Note(item, meter);
            foreach (var entry in container.Entries())
            {
                mail.Budget.TakeEntry();
                if (Encoding.UTF8.GetByteCount(entry.Name) > limits.ArchiveName) throw new ContentException("the name of an entry is over the limit");
                entries.Add(new ContentItem(mail, item, paths.Of(entry.Name), entry, meter));
            }
            return new Opened(entries, container.Unseen, meter);
        }
        catch (ContentException reason)
        {
            return new Opened(entries, reason.Message, meter);
        }
        catch (Exception failure) when (Damage.Is(failure))
        {
            return new Opened(entries, Damage.Of(failure).Message, meter);
        }
    }
}
