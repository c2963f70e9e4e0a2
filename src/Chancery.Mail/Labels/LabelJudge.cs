using Chancery.Mail.Contents;
using Chancery.Mail.Detection;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Labels;

/// <summary>
/// Reads the sources that a tenant's classification names, and no others, and tells the highest label. A source that could not be
/// read leaves it open whether there is a higher one; the highest found is then the least it can be.
/// </summary>
internal static class LabelJudge
{
    private static readonly string[] InText = ["vs-nfd", "tisax", "tlp"];

    /// <exception cref="IOException">The original cannot be read.</exception>
    public static LabelVerdict Of(InspectedMail mail, LabelTerms terms, MailContext context)
    {
        var found = new Found();
        foreach (var source in terms.Sources.Where(source => IsTrusted(source.Trust, context))) Read(source, mail, found);
        return new LabelVerdict(Highest(found, terms, terms.Missing), Conflict(found, terms));
    }

    /// <summary>The label of an attachment and of what lies in it; an unlabelled one has none.</summary>
    public static Fact Of(MailAttachment attachment, InspectedMail mail, LabelTerms terms, MailContext context)
    {
        var found = new Found();
        foreach (var source in terms.Sources.Where(source => IsTrusted(source.Trust, context))) Read(source, attachment, mail, found);
        return Highest(found, terms, null);
    }

    private static void Read(LabelSource source, InspectedMail mail, Found found)
    {
        if (source.Kind == "header")
        {
            if (mail.Header.OverLimit) found.Unread = "the header is over the limit";
            foreach (var value in mail.HeaderValues(source.HeaderName ?? "")) found.Add(Mapped(source, value), "header");
        }
        else if (source.Kind == "marking")
        {
            foreach (var place in MailText.Places.Where(place => source.Places.Count == 0 || source.Places.Contains(place))) Marking(source, mail.Text.In(place), place, found);
        }
        else
        {
            Add(source, MailLabels.Header(mail), found);
            if (source.Kind == "protective-marking") Add(source, MailLabels.Text(mail, MailText.InSubject), found);
            if (source.Kind == "purview") Add(source, MailLabels.Attached(mail), found);
            if (InText.Contains(source.Kind))
                foreach (var place in MailText.Places) Add(source, MailLabels.Text(mail, place), found);
        }
    }

    private static void Read(LabelSource source, MailAttachment attachment, InspectedMail mail, Found found)
    {
        var where = "attachment:" + attachment.Number;
        if (source.Kind == "marking" && (source.Places.Count == 0 || source.Places.Contains(MailText.InAttachments)))
            Marking(source, mail.Text.Of(attachment.Content), MailText.InAttachments, found);
        else if (InText.Contains(source.Kind))
        {
            var text = mail.Text.Of(attachment.Content);
            Add(source, new LabelFindings([.. text.Segments.SelectMany(segment => TextMarkings.Of(segment.Value, where))], text.Unread), found);
        }
        else if (source.Kind is not ("marking" or "header"))
            Add(source, LabelFindings.Joined(MailContents.Within(attachment.Content).Select(DocumentLabels.Of)), found);
    }

    private static void Marking(LabelSource source, PlaceText text, string place, Found found)
    {
        found.Unread ??= text.Unread;
        foreach (var segment in text.Segments)
            if (source.Pattern?.IsMatch(segment.Value) == true) found.Add(source.Label, MailLabels.Where(place, segment));
    }

    private static void Add(LabelSource source, LabelFindings findings, Found found)
    {
        found.Unread ??= findings.Unread;
        foreach (var label in findings.Labels.Where(label => label.Scheme == source.Kind && IsOurs(source, label)))
            found.Add(Mapped(source, label.Id) ?? (label.Name is { } name && source.Kind != "purview" ? Mapped(source, name) : null), label.Where);
    }

    /// <summary>Labels of other organisations may stand beside ours; one that does not say whose it is counts.</summary>
    private static bool IsOurs(LabelSource source, MailLabel label) =>
        source.TenantId is null || label.SiteId is null || string.Equals(PurviewLabels.GuidOf(source.TenantId), label.SiteId, StringComparison.OrdinalIgnoreCase);

    /// <summary>By letters and digits alone: <c>TLP:AMBER+STRICT</c> and <c>amber strict</c> are one.</summary>
    private static string? Mapped(LabelSource source, string value)
    {
        if (source.Map.TryGetValue(value.Trim(), out var exact)) return exact;
        var bare = Bare(source.Kind, value);
        return bare.Length == 0 ? null : source.Map.Where(entry => Bare(source.Kind, entry.Key) == bare).Select(entry => entry.Value).FirstOrDefault();
    }

    private static string Bare(string kind, string value)
    {
        var bare = string.Concat(value.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return kind is "tlp" or "tisax" && bare.StartsWith(kind, StringComparison.Ordinal) ? bare[kind.Length..] : bare;
    }

    /// <summary>R37: below the trust that is demanded a source counts as absent.</summary>
    private static bool IsTrusted(string demanded, MailContext context)
    {
        if (demanded == "any") return true;
        if (demanded.StartsWith("connector(", StringComparison.Ordinal)) return demanded == $"connector({context.Session.Connector})";
        string[] ranks = ["anonymous", "authenticated", "internal", "signed"];
        return SenderFacts.Trust(context) is Fact.Known { Value: FactValue.Text { Value: var trust } } && Array.IndexOf(ranks, trust) >= Array.IndexOf(ranks, demanded);
    }

    private static Fact Highest(Found found, LabelTerms terms, string? missing)
    {
        var highest = found.Labels.Select(label => label.Label).Distinct().Where(terms.Ranks.ContainsKey).MaxBy(label => terms.Ranks[label]);
        if (found.Unread is not { } unread || (highest is not null && terms.Ranks[highest] == terms.Ranks.Values.Max())) return Fact.Of(highest ?? missing ?? "");
        return new Fact.Unknown(unread) { AtLeast = highest is null ? null : new FactValue.Text(highest) };
    }

    /// <summary>One place that says two things, or an attachment that is above what the mail itself says.</summary>
    private static Fact Conflict(Found found, LabelTerms terms)
    {
        int Rank(string label) => terms.Ranks.GetValueOrDefault(label, int.MinValue);
        var twice = found.Labels.GroupBy(label => label.Where).Any(place => place.Select(label => Rank(label.Label)).Distinct().Count() > 1);
        var own = found.Labels.Where(label => !label.Where.StartsWith("attachment:", StringComparison.Ordinal)).Select(label => Rank(label.Label)).DefaultIfEmpty(int.MaxValue).Max();
        var above = found.Labels.Any(label => label.Where.StartsWith("attachment:", StringComparison.Ordinal) && Rank(label.Label) > own);
        return twice || above ? Fact.Of(true) : found.Unread is { } unread ? new Fact.Unknown(unread) : Fact.Of(false);
    }

    private sealed class Found
    {
        public List<(string Label, string Where)> Labels { get; } = [];

        public string? Unread { get; set; }

        public void Add(string? label, string where)
        {
            if (label is not null) Labels.Add((label, where));
        }
    }
}
