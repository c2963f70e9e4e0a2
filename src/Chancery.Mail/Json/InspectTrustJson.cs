using System.Text.Json;
using Chancery.Mail.Envelopes;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Json;

/// <summary>How far the session is trusted, and which fields would give orders. Values are not shown: they may be numbers of people, or tokens.</summary>
internal static class InspectTrustJson
{
    private static readonly MailContext Outside = new(new Session("", "", "", null, SessionTrust.Anonymous, null, null), new Envelope("", []), []);

    public static void Write(Utf8JsonWriter json, InspectedMail mail, MailContext? context)
    {
        var (channel, firewall) = ((context ?? Outside).Channel, (context ?? Outside).Firewall);
        json.WriteStartObject("trust");
        json.WriteString("session", channel.Trust);
        json.WriteStartArray("control");
        foreach (var field in mail.Header.Fields.Where(field => firewall.IsControl(field.Name)))
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("needs", firewall.Demand(field.Name));
            json.WriteBoolean("counts", !firewall.Strips(field.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
