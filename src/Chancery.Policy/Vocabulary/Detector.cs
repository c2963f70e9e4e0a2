using Chancery.Policy.Reading;

namespace Chancery.Policy.Vocabulary;

/// <summary>Something that is looked for in text, by its name; rules ask for the number of hits.</summary>
/// <param name="Terms">What it looks for.</param>
/// <param name="MinCount">Hits from which a rule that says nothing itself matches.</param>
internal sealed record Detector(DetectorTerms Terms, int MinCount)
{
    /// <summary>Numbers with a check digit; usable without an entry of a vocabulary (R43).</summary>
    public static readonly string[] BuiltInNames = ["iban", "creditcard", "kvnr", "steuer-id", "svnr", "lanr", "bsnr", "ean", "lei"];

    public static IReadOnlyDictionary<string, Detector> BuiltIn { get; } = BuiltInNames.ToDictionary(name => name, name => new Detector(new DetectorTerms(name) { BuiltIn = name }, 1), StringComparer.Ordinal);
}
