using Chancery.Policy.Conditions;
using Chancery.Policy.Profiles;
using Chancery.Policy.Reading;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Vocabulary;

/// <summary>What a tenant's policy declares by name, for the rules that refer to it.</summary>
/// <param name="Connectors">From the manifest; headers may be believed from them.</param>
internal sealed record Names(IReadOnlyList<string> Connectors)
{
    public static Names None { get; } = new([]);

    public IReadOnlyDictionary<string, ValueList> Lists { get; init; } = new Dictionary<string, ValueList>();

    public IReadOnlyDictionary<string, Group> Groups { get; init; } = new Dictionary<string, Group>();

    public IReadOnlyDictionary<string, Role> Roles { get; init; } = new Dictionary<string, Role>();

    /// <summary>Null where no vocabulary declares labels.</summary>
    public LabelScheme? Labels { get; init; }

    /// <summary>Empty: every tag of the subject counts as it stands (R7).</summary>
    public IReadOnlyDictionary<string, Tag> Tags { get; init; } = new Dictionary<string, Tag>();

    public IReadOnlyDictionary<string, Detector> Detectors { get; init; } = Detector.BuiltIn;

    /// <summary>Detectors and labels, for those who read mails.</summary>
    public ReadingTerms Reading => field ??= new ReadingTerms(
        Detectors.ToDictionary(detector => detector.Key, detector => detector.Value.Terms, StringComparer.Ordinal),
        Labels is null ? null : new LabelTerms(Labels.Ranks, Labels.Sources, Labels.Missing));

    public IReadOnlyDictionary<string, Schedule> Schedules { get; init; } = new Dictionary<string, Schedule>();

    /// <summary>Null for one that is declared and cannot be used, which a finding says where it stands.</summary>
    public IReadOnlyDictionary<string, NamedCondition?> Conditions { get; init; } = new Dictionary<string, NamedCondition?>();

    public UsedTests UsedTests { get; init; } = new();

    /// <summary>Foreign header fields that are given a meaning.</summary>
    public IReadOnlyList<DeclaredTrigger> Triggers { get; init; } = [];

    public ProfileSet Profiles { get; init; } = ProfileSet.BuiltIn;

    /// <summary>What the installation can find out besides (R1).</summary>
    public InstallationSources Sources { get; init; }

    /// <summary>The classifiers that conditions name, filled while they are read.</summary>
    public List<NamedModel> Models { get; } = [];

    public PatternBudget Patterns { get; init; } = new();
}
