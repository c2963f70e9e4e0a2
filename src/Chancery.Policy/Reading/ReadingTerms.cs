namespace Chancery.Policy.Reading;

/// <summary>What a policy says about reading a mail: its detectors and its classification. The same instance as long as the policy is loaded.</summary>
public sealed record ReadingTerms(IReadOnlyDictionary<string, DetectorTerms> Detectors, LabelTerms? Labels)
{
    public static ReadingTerms None { get; } = new(new Dictionary<string, DetectorTerms>(), null);
}
