using System.Text.Json;
using Chancery.Mail.Detection;
using Chancery.Policy.Facts;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Json;

internal static class InspectDetectorsJson
{
    /// <summary>Counts of hits in subject, text and attachments, of the built-in detectors and of those of a policy; never what was found.</summary>
    public static void Write(Utf8JsonWriter json, MailText text, ReadingTerms terms, List<string> unknown)
    {
        var rules = ContentRules.Of(terms);
        if (text.Unread is not null) unknown.Add("detectors");
        json.WriteStartObject("detectors");
        foreach (var id in terms.Detectors.Keys.Order(StringComparer.Ordinal).OrderBy(id => terms.Detectors[id].BuiltIn == id ? Place(id) : int.MaxValue))
            json.WriteNumber(id, Hits(rules.Count(id, text)));
        json.WriteEndObject();
    }

    private static int Place(string id) => Array.FindIndex([.. BuiltInDetectors.All], detector => detector.Id == id);

    private static decimal Hits(Fact? count) => count switch
    {
        Fact.Known { Value: FactValue.Number known } => known.Value,
        Fact.Unknown { AtLeast: FactValue.Number least } => least.Value,
        _ => 0,
    };
}
