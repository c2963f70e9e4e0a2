using System.Text.Json;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Json;

internal static class InspectAttachmentsJson
{
    private static readonly HashSet<string> Archives = ["zip", "7z", "rar", "tar", "gzip", "bzip2", "xz"];

    /// <summary>What was not looked into is null and named in <paramref name="unknown"/>.</summary>
    public static void Write(Utf8JsonWriter json, InspectedMail mail, List<string> unknown)
    {
        if (mail.AttachmentsUnknown is not null) unknown.Add("attachments");
        json.WriteStartArray("attachments");
        foreach (var attachment in mail.Attachments) Write(json, attachment, unknown);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MailAttachment attachment, List<string> unknown)
    {
        var content = attachment.Content;
        json.WriteStartObject();
        json.WriteString("part", attachment.Number);
        json.WriteString("name", attachment.Name);
        json.WriteString("declaredType", attachment.DeclaredType);
        json.WriteString("type", content.Type);
        json.WriteNumber("size", content.Size ?? 0);
        json.WriteBoolean("typeMismatch", content.TypeMismatch);
        Flag(json, "encrypted", content.Locks.Encrypted.Value, attachment, unknown);
        json.WriteBoolean("inspectable", content.Locks.Encrypted.Value == false);
        Flag(json, "macro", content.Locks.Macro.Value, attachment, unknown);
        json.WriteBoolean("inline", attachment.Inline);
        if (Archives.Contains(content.Type)) unknown.Add($"attachment:{attachment.Number}.archive");
        json.WriteEndObject();
    }

    private static void Flag(Utf8JsonWriter json, string name, bool? value, MailAttachment attachment, List<string> unknown)
    {
        if (value is { } known) json.WriteBoolean(name, known);
        else
        {
            json.WriteNull(name);
            unknown.Add($"attachment:{attachment.Number}.{name}");
        }
    }
}
