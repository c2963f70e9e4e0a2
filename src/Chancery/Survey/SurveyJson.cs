using System.Text.Json;

namespace Chancery.Host.Survey;

internal static class SurveyJson
{
    public static void Write(Utf8JsonWriter json, SurveyReport report)
    {
        var inventory = report.Inventory;
        json.WriteStartObject();
        json.WriteNumber("mails", inventory.Mails);
        json.WriteNumber("bytes", inventory.Bytes);
        json.WriteNumber("partly", inventory.Partly);
        Moment(json, "first", inventory.First);
        Moment(json, "last", inventory.Last);
        Strings(json, "domains", inventory.Ours);
        json.WriteBoolean("domainsGuessed", inventory.IsGuessed);
        Counts(json, "directions", "direction", inventory.Directions(), withBytes: true);
        Flows(json, inventory.Flows(SurveyReport.MostRows));
        Counts(json, "labels", "label", inventory.Labels.Top(SurveyReport.MostRows));
        Counts(json, "tags", "tag", inventory.Tags.Top(SurveyReport.MostRows));
        Attachments(json, inventory);
        json.WriteStartArray("detectors");
        foreach (var entry in inventory.Detectors.Top(SurveyReport.MostRows))
        {
            json.WriteStartObject();
            json.WriteString("detector", entry.Name);
            json.WriteNumber("mails", entry.Times);
            json.WriteNumber("hits", inventory.Hits[entry.Name]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Counts(json, "crypto", "state", inventory.Crypto.Top(SurveyReport.MostRows));
        Keys(json, report.Keys);
        Counts(json, "senders", report.WithAddresses ? "address" : "domain", report.Senders, withBytes: true);
        json.WriteStartArray("problems");
        foreach (var (source, problem) in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("source", source);
            json.WriteString("problem", problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("unreadable", inventory.Problems);
        json.WriteString("proposedPolicy", report.Policy);
        json.WriteEndObject();
    }

    private static void Flows(Utf8JsonWriter json, IReadOnlyList<Flow> flows)
    {
        json.WriteStartArray("flows");
        foreach (var flow in flows)
        {
            json.WriteStartObject();
            json.WriteString("from", flow.From);
            json.WriteString("to", flow.To);
            json.WriteString("direction", flow.Direction);
            json.WriteNumber("mails", flow.Mails);
            json.WriteNumber("bytes", flow.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Attachments(Utf8JsonWriter json, Inventory inventory)
    {
        json.WriteStartObject("attachments");
        json.WriteNumber("count", inventory.AttachmentCount);
        Counts(json, "types", "type", inventory.Types.Top(SurveyReport.MostRows), withBytes: true);
        json.WriteStartArray("sizes");
        for (var i = 0; i < inventory.Sizes.Counts.Count; i++)
        {
            json.WriteStartObject();
            if (i < SizeClasses.Ends.Length)
                json.WriteNumber("below", SizeClasses.Ends[i]);
            else
                json.WriteNull("below");
            json.WriteNumber("count", inventory.Sizes.Counts[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        foreach (var name in (string[])["mismatch", "encrypted", "macro"])
            json.WriteNumber(name, inventory.Notable[name]);
        json.WriteEndObject();
    }

    private static void Keys(Utf8JsonWriter json, IReadOnlyList<DomainKeys>? keys)
    {
        if (keys is null)
        {
            json.WriteNull("keys");
            return;
        }

        json.WriteStartArray("keys");
        foreach (var domain in keys.Take(SurveyReport.MostRows))
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Domain);
            json.WriteNumber("addresses", domain.Addresses);
            States(json, "smime", domain.Smime);
            States(json, "pgp", domain.Pgp);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void States(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, int> states)
    {
        json.WriteStartObject(name);
        foreach (var (state, count) in states.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            json.WriteNumber(state, count);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, string key, IReadOnlyList<TallyEntry> entries, bool withBytes = false)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString(key, entry.Name);
            json.WriteNumber(name == "types" ? "count" : "mails", entry.Times);
            if (withBytes)
                json.WriteNumber("bytes", entry.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Moment(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, known);
        else
            json.WriteNull(name);
    }
}
