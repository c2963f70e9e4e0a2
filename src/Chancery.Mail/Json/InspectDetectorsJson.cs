using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Policy.Reading;

namespace Chancery.Mail.Json;

internal static class InspectDetectorsJson
{
    public static void Write(Utf8JsonWriter json, InspectedMail mail, ReadingTerms? terms, List<string> unknown)
    {
        if (mail.Text.Unread is not null) unknown.Add("detectors");
        json.WriteStartObject("detectors");
        foreach (var (id, hits) in InspectDetectors.Hits(mail, terms)) json.WriteNumber(id, hits);
        json.WriteEndObject();
    }
}
