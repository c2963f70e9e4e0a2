using System.Text.Json;

namespace Chancery.Policy.Plans;

/// <summary>
/// The JSON shape of a plan, the same in <c>simulate</c>, in the decision record, in the store and in the API. Everything
/// in a plan survives the way there and back.
/// </summary>
public static class PlanJson
{
    public static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject();
        json.WriteString("disposition", Names.Of(plan.Disposition));
        if (plan.Protection is { } protection)
            json.WriteString("protection", Names.Of(protection));
        WriteStrings(json, "acceptable", plan.Acceptable.Select(Names.Of));
        json.WriteString("sign", Names.Of(plan.Sign));
        if (plan.SignRequired)
            json.WriteBoolean("signRequired", true);
        if (plan.Unsigned is { } unsigned)
            json.WriteString("unsigned", unsigned);
        if (plan.EncryptedTo.Count > 0)
            WriteStrings(json, "encryptedTo", plan.EncryptedTo);
        if (plan.SignKey is { } signKey)
            json.WriteString("signKey", signKey);
        if (plan.Profile is { } profile)
            json.WriteString("profile", profile);
        if (plan.Terms.Count > 0)
            NestedJson.Write(json, plan.Protection switch { Method.Portal => "portal", Method.Smime => "smime", Method.Pgp => "pgp", _ => "pdf" }, plan.Terms);
        WriteArray(json, "tried", plan.Tried, WriteTry);
        WriteArray(json, "filelink", plan.FileLinks, WriteFileLink);
        if (plan.Attachments.Count > 0)
            WriteArray(json, "attachments", plan.Attachments, WriteAct);
        WriteArray(json, "actions", plan.Actions, WriteAction);
        WriteStrings(json, "stages", plan.Stages);
        if (plan.Hold is { } hold)
            WriteHold(json, hold);
        if (plan.Reject is { } reject)
            WriteReject(json, reject);
        json.WriteBoolean("changesCopy", plan.ChangesCopy);
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">The element is not a plan; nothing is guessed.</exception>
    public static Plan Read(JsonElement json) => PlanJsonReader.Plan(json);

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values) => WriteStrings(json, name, values);

    /// <summary>A list of objects; <paramref name="write"/> writes the members of each.</summary>
    public static void WriteObjects<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => WriteArray(json, name, items, write);

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    internal static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTry(Utf8JsonWriter json, Try tried)
    {
        json.WriteString("method", Names.Of(tried.Method));
        json.WriteBoolean("ok", tried.Ok);
        if (tried.Reason is not null)
            json.WriteString("reason", tried.Reason);
    }

    private static void WriteFileLink(Utf8JsonWriter json, FileLink link)
    {
        json.WriteString("attachment", link.Name);
        json.WriteString("part", link.Part);
        json.WriteString("type", link.Type);
        json.WriteNumber("size", link.Size);
        json.WriteString("ttl", link.Ttl);
        json.WriteString("twoFactor", link.TwoFactor);
        if (link.Space is not null)
            json.WriteString("space", link.Space);
        if (link.MaxDownloads is { } downloads)
            json.WriteNumber("maxDownloads", downloads);
        if (link.Regions.Count > 0)
            WriteStrings(json, "region", link.Regions);
        if (link.NotifyOnDownload)
            json.WriteBoolean("notifyOnDownload", true);
    }

    private static void WriteAct(Utf8JsonWriter json, AttachmentAct act)
    {
        json.WriteString("attachment", act.Name);
        json.WriteString("part", act.Part);
        json.WriteString("act", act.Act);
    }

    private static void WriteAction(Utf8JsonWriter json, PlannedAction action)
    {
        json.WriteString("action", action.Action);
        foreach (var (name, value) in action.Parameters)
            json.WriteString(name, value);
    }

    private static void WriteHold(Utf8JsonWriter json, HoldTerms hold)
    {
        json.WriteStartObject("hold");
        WriteStrings(json, "reasons", hold.Reasons);
        WriteStrings(json, "approvers", hold.Approvers);
        json.WriteNumber("quorum", hold.Quorum);
        json.WriteNumber("expiresSeconds", hold.Expires.TotalSeconds);
        json.WriteString("onExpire", hold.OnExpire);
        json.WriteEndObject();
    }

    private static void WriteReject(Utf8JsonWriter json, RejectTerms reject)
    {
        json.WriteStartObject("reject");
        json.WriteString("code", reject.Code);
        json.WriteString("text", reject.Text);
        json.WriteEndObject();
    }
}
