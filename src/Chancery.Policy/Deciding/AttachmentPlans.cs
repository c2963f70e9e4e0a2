using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Literals;
using Chancery.Policy.Plans;
using Chancery.Policy.Rules;

namespace Chancery.Policy.Deciding;

/// <summary>What becomes of each attachment: kept, linked or blocked, the strictest of all that ask (language, 1.8).</summary>
internal sealed class AttachmentPlans(Joined joined, Knowledge known)
{
    private static readonly string[] Acts = ["convertToPdf", "strip", "block"];

    private readonly Dictionary<string, bool> _apart = new(StringComparer.Ordinal);

    public bool IsAsked => joined.FileLinks.Count > 0 || joined.Attachments.Count > 0;

    /// <summary>True if the attachments could not be listed: what shall become of them cannot be done.</summary>
    public bool IsUnknown => IsAsked && known.AreAttachmentsUnknown;

    /// <summary>Rules named regions that have none in common.</summary>
    public bool HasNoRegion { get; private set; }

    public EquatableList<AttachmentAct> Taken() => joined.Attachments.Count == 0 ? [] :
        [.. _parts.Select(part => (part, act: ActOn(part))).Where(entry => entry.act is not null).Select(entry => new AttachmentAct(entry.part, NameOf(entry.part), entry.act!))];

    /// <param name="taken">A blocked or removed attachment is not linked.</param>
    public EquatableList<FileLink> Links(IEnumerable<AttachmentAct> taken)
    {
        if (joined.FileLinks.Count == 0)
            return [];
        var gone = taken.Where(act => act.Act != "convertToPdf").Select(act => act.Part).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. _parts.Where(part => !gone.Contains(part))
                .Select(part => (part, asked: joined.FileLinks.Where(link => Picks(link, part)).Select(link => link.Action).ToList()))
                .Where(entry => entry.asked.Count > 0).Select(entry => LinkOf(entry.part, entry.asked)),
        ];
    }

    private readonly IReadOnlyList<string> _parts = joined.FileLinks.Count + joined.Attachments.Count > 0 ? known.Attachments() ?? [] : [];

    private string? ActOn(string part) =>
        joined.Attachments.Where(act => Picks(act, part)).SelectMany(act => Acts.Where(name => act.Action[name] is not null)).MaxBy(name => Array.IndexOf(Acts, name));

    private bool Picks(Contribution asking, string part) =>
        asking.Action.Picks is { } condition
            ? known.Test(condition, part) is Truth.True or Truth.Unknown
            : IsApart(part);

    /// <summary>Not shown inside the text; a hundred rules may ask it of the same part.</summary>
    private bool IsApart(string part)
    {
        if (!_apart.TryGetValue(part, out var apart))
            _apart[part] = apart = known.Flag(new FactKey("attachment.inline", part)) == false;
        return apart;
    }

    private string NameOf(string part) => known.Text(new FactKey("attachment.name", part)) ?? "";

    private FileLink LinkOf(string part, List<ActionUse> asked)
    {
        var ttl = asked.Select(link => Quantity.Duration(link["ttl"] ?? "14d") ?? TimeSpan.FromDays(14)).Min();
        var factors = asked.Select(link => link["twoFactor"]).ToList();
        var downloads = asked.Select(link => int.TryParse(link["maxDownloads"], out var max) ? max : int.MaxValue).Min();
        var regions = asked.Select(link => link.List("region")).Where(region => region.Length > 0).ToList();
        var common = regions.Count == 0 ? [] : regions[0].Where(region => regions.All(other => other.Contains(region))).ToList();
        HasNoRegion |= regions.Count > 0 && common.Count == 0;
        return new FileLink(
            part, NameOf(part), known.Text(new FactKey("attachment.type", part)) ?? "", (long)known.Number(new FactKey("attachment.size", part)),
            Quantity.Spell(ttl), factors.Contains("required") ? "required" : factors.Contains("optional") ? "optional" : "none")
        {
            Space = asked.Select(link => link["space"]).FirstOrDefault(space => space is not null),
            MaxDownloads = downloads == int.MaxValue ? null : downloads,
            Regions = [.. common],
            NotifyOnDownload = asked.Any(link => link["notifyOnDownload"] == "true"),
        };
    }
}
