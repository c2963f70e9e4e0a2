using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Mail.Labels;

namespace Chancery.Mail.Json;

internal static class InspectLabelsJson
{
    public static void Write(Utf8JsonWriter json, InspectedMail mail, List<string> unknown)
    {
        var found = MailLabels.Of(mail);
        if (found.Unread is not null) unknown.Add("labels");
        json.WriteStartArray("labels");
        foreach (var label in found.Labels)
        {
            json.WriteStartObject();
            json.WriteString("scheme", label.Scheme);
            json.WriteString("id", label.Id);
            json.WriteString("name", label.Name);
            if (label.SiteId is not null) json.WriteString("siteId", label.SiteId);
            json.WriteString("where", label.Where);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
