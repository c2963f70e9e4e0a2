using System.Text.Json;
using Chancery.Mail.Detection;
using Chancery.Mail.Inspection;
using Chancery.Mail.Labels;

namespace Chancery.Mail.Json;

internal static class InspectLabelsJson
{
    /// <summary>Contents that may carry labels of their own.</summary>
    private static readonly HashSet<string> Labelled =
        ["pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "ole", "odt", "ods", "odp", "zip", "7z", "rar", "tar", "gzip", "msg", "tnef"];

    public static void Write(Utf8JsonWriter json, InspectedMail mail, MailText text, List<string> unknown)
    {
        if (mail.AttachmentsUnknown is not null || mail.Attachments.Any(attachment => Labelled.Contains(attachment.Content.Type)))
            unknown.Add("labels");
        json.WriteStartArray("labels");
        foreach (var label in MailLabels.Of(mail, text))
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
