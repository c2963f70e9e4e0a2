using System.Globalization;
using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Json;

/// <summary>Counts of hits in subject, text and attachments; never what was found.</summary>
public static class InspectDetectors
{
    /// <param name="terms">Of a policy whose detectors count too; null: the built-in ones alone.</param>
    /// <exception cref="IOException">The original cannot be read.</exception>
    public static IEnumerable<KeyValuePair<string, decimal>> Hits(InspectedMail mail, ReadingTerms? terms)
    {
        var (all, order) = (terms ?? BuiltInDetectors.Terms, BuiltInDetectors.All.Select(detector => detector.Id).ToList());
        var rules = ContentRules.Of(all);
        return all.Detectors.Keys.OrderBy(id => order.IndexOf(id) is var place and >= 0 ? place.ToString("00", CultureInfo.InvariantCulture) : id, StringComparer.Ordinal)
            .Select(id => KeyValuePair.Create(id, Number(rules.Count(id, mail.Text))));
    }

    private static decimal Number(Fact? count) => count switch
    {
        Fact.Known { Value: FactValue.Number known } => known.Value,
        Fact.Unknown { AtLeast: FactValue.Number least } => least.Value,
        _ => 0,
    };
}
