using System.Text.Json;
using Chancery.Mail.Contents;
using Chancery.Mail.Contents.Traits;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Json;

internal static class InspectAttachmentsJson
{
    /// <summary>What cannot be told is null and named in <paramref name="unknown"/>.</summary>
    public static void Write(Utf8JsonWriter json, InspectedMail mail, List<string> unknown)
    {
        if (mail.AttachmentsUnknown is not null) unknown.Add("attachments");
        json.WriteStartArray("attachments");
        foreach (var attachment in mail.Attachments) Write(json, attachment, unknown);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MailAttachment attachment, List<string> unknown)
    {
        var item = attachment.Content;
        json.WriteStartObject();
        json.WriteString("part", attachment.Number);
        json.WriteString("name", attachment.Name);
        json.WriteString("declaredType", attachment.DeclaredType);
        json.WriteString("type", item.Type);
        json.WriteNumber("size", item.Size ?? 0);
        if (item.Size is null) unknown.Add($"attachment:{attachment.Number}.size");
        json.WriteBoolean("typeMismatch", item.TypeMismatch);
        Flag(json, "encrypted", item.Encrypted, attachment, unknown);
        json.WriteBoolean("inspectable", item.NotInspectable is null);
        Flag(json, "macro", item.Macro, attachment, unknown);
        Flag(json, "active", item.Active, attachment, unknown);
        json.WriteBoolean("inline", attachment.Inline);
        if (item.IsContainer) Archive(json, attachment, unknown);
        json.WriteEndObject();
    }

    private static void Archive(Utf8JsonWriter json, MailAttachment attachment, List<string> unknown)
    {
        var item = attachment.Content;
        var figures = ArchiveFigures.Of(item);
        json.WriteStartObject("archive");
        json.WriteNumber("depth", figures.Depth);
        json.WriteNumber("entries", figures.Entries);
        json.WriteStartArray("contains");
        foreach (var type in MailContents.Within(item).Skip(1).Select(entry => entry.Type).Distinct().Order(StringComparer.Ordinal)) json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteEndObject();
        if (figures.Unseen is not null) unknown.Add($"attachment:{attachment.Number}.archive");
    }

    private static void Flag(Utf8JsonWriter json, string name, Finding finding, MailAttachment attachment, List<string> unknown)
    {
        if (finding.Value is { } known) json.WriteBoolean(name, known);
        else
        {
            json.WriteNull(name);
            unknown.Add($"attachment:{attachment.Number}.{name}");
        }
    }
}
