namespace Chancery.Mail.Labels;

/// <summary>The labels of some places.</summary>
/// <param name="Unread">Why labels may be missing; null if all places could be read.</param>
public sealed record LabelFindings(IReadOnlyList<MailLabel> Labels, string? Unread)
{
    public static LabelFindings None { get; } = new([], null);

    internal static LabelFindings Unreadable(string reason) => new([], reason);

    internal static LabelFindings Joined(IEnumerable<LabelFindings> all)
    {
        List<MailLabel> labels = [];
        string? unread = null;
        foreach (var findings in all)
        {
            labels.AddRange(findings.Labels);
            unread ??= findings.Unread;
        }
        return new LabelFindings([.. labels.Distinct()], unread);
    }
}
