using Chancery.Policy.Reading;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>The classification of a tenant, ranked.</summary>
/// <param name="IsOutsiders">A source can be written by anyone, so the label must not lower protection.</param>
internal sealed record LabelScheme(IReadOnlyList<Label> Labels, bool IsOutsiders)
{
    /// <summary>Where labels are found.</summary>
    public IReadOnlyList<LabelSource> Sources { get; init; } = [];

    /// <summary>As what a mail without a label counts; null: as unlabelled.</summary>
    public string? Missing { get; init; }

    public IReadOnlyDictionary<string, int> Ranks { get; } =
        Labels.GroupBy(label => label.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Rank, StringComparer.Ordinal);
}

/// <param name="Methods">Only these may ever carry it, as an implicit guard (language, 1.9.3); empty: it asks for none.</param>
internal sealed record Label(string Id, int Rank, IReadOnlyList<string> Methods, Place At);
