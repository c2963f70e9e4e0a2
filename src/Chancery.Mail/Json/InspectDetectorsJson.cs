using System.Text.Json;
using Chancery.Mail.Detection;

namespace Chancery.Mail.Json;

internal static class InspectDetectorsJson
{
    /// <summary>Counts of hits in subject and text; never what was found.</summary>
    public static void Write(Utf8JsonWriter json, MailText text, List<string> unknown)
    {
        if (text.Unread is not null) unknown.Add("detectors");
        json.WriteStartObject("detectors");
        foreach (var detector in BuiltInDetectors.All) json.WriteNumber(detector.Id, detector.Find(text.Value).Count);
        json.WriteEndObject();
    }
}
