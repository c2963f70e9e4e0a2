using System.Text.RegularExpressions;

namespace Chancery.Policy.Reading;

/// <summary>The classification of a tenant: which labels there are, how they rank, and where they are found.</summary>
/// <param name="Ranks">By id; high is strict.</param>
/// <param name="Missing">As what a mail without a label counts; null: as unlabelled.</param>
public sealed record LabelTerms(IReadOnlyDictionary<string, int> Ranks, IReadOnlyList<LabelSource> Sources, string? Missing);

/// <summary>One place where labels are found.</summary>
/// <param name="Kind"><c>purview</c>, <c>tlp</c>, …, or <c>header</c> or <c>marking</c>.</param>
/// <param name="Trust">Least trust of the channel, as written: below it the source counts as absent (language, R37).</param>
public sealed record LabelSource(string Kind, string Trust)
{
    /// <summary>Value found: id of the label. Case is of no account.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Purview: our own SiteId; labels of others do not count.</summary>
    public string? TenantId { get; init; }

    /// <summary>Of the field, for <c>header</c>.</summary>
    public string? HeaderName { get; init; }

    /// <summary>Of linear time, for <c>marking</c>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The label that a <c>marking</c> means.</summary>
    public string? Label { get; init; }

    /// <summary>Of a <c>marking</c>; empty: everywhere.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];
}
