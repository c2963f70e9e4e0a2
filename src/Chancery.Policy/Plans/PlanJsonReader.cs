using System.Text.Json;

namespace Chancery.Policy.Plans;

/// <summary>Reads what <see cref="PlanJson"/> wrote. What is missing or of another kind is an error, not a default: a stored plan must never grow milder.</summary>
internal static class PlanJsonReader
{
    public static Plan Plan(JsonElement json) => Guarded(() => new Plan
    {
        Disposition = Named(json.GetProperty("disposition"), Enum.GetValues<Disposition>(), Names.Of),
        Protection = json.TryGetProperty("protection", out var protection) ? MethodOf(protection) : null,
        Acceptable = List(json, "acceptable", MethodOf),
        Sign = Named(json.GetProperty("sign"), Enum.GetValues<Signature>(), Names.Of),
        SignRequired = json.TryGetProperty("signRequired", out var required) && required.GetBoolean(),
        Unsigned = json.TryGetProperty("unsigned", out var unsigned) ? Text(unsigned) : null,
        EncryptedTo = json.TryGetProperty("encryptedTo", out _) ? List(json, "encryptedTo", Text) : [],
        SignKey = json.TryGetProperty("signKey", out var signKey) ? Text(signKey) : null,
        Profile = json.TryGetProperty("profile", out var profile) ? Text(profile) : null,
        Terms = json.TryGetProperty("pdf", out var terms) || json.TryGetProperty("portal", out terms) || json.TryGetProperty("smime", out terms) || json.TryGetProperty("pgp", out terms) ? NestedJson.Read(terms) : EquatableMap.Empty,
        Tried = List(json, "tried", Tried),
        FileLinks = List(json, "filelink", Link),
        Attachments = json.TryGetProperty("attachments", out _) ? List(json, "attachments", Act) : [],
        Actions = List(json, "actions", Action),
        Stages = List(json, "stages", Text),
        Hold = json.TryGetProperty("hold", out var hold) ? Hold(hold) : null,
        Reject = json.TryGetProperty("reject", out var reject) ? Reject(reject) : null,
        ChangesCopy = json.GetProperty("changesCopy").GetBoolean(),
    });

    public static GroupDecision Group(JsonElement json) => Guarded(() => new GroupDecision(
        List(json, "to", Text),
        json.GetProperty("bcc").GetBoolean(),
        Plan(json.GetProperty("plan")),
        List(json, "rules", Hit)));

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new JsonException("the JSON is not a plan as Chancery writes it", e);
        }
    }

    private static EquatableList<T> List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        [.. json.GetProperty(name).EnumerateArray().Select(read)];

    private static string Text(JsonElement json) => json.GetString() ?? throw new JsonException("null where a text belongs");

    private static string Text(JsonElement json, string name) => Text(json.GetProperty(name));

    private static Method MethodOf(JsonElement json) => Named(json, Enum.GetValues<Method>(), Names.Of);

    private static T Named<T>(JsonElement json, T[] values, Func<T, string> name)
    {
        var text = Text(json);
        foreach (var value in values)
        {
            if (name(value) == text)
                return value;
        }
        throw new JsonException($"`{text}` is no {typeof(T).Name.ToLowerInvariant()}");
    }

    private static Try Tried(JsonElement json) => new(
        MethodOf(json.GetProperty("method")),
        json.GetProperty("ok").GetBoolean(),
        json.TryGetProperty("reason", out var reason) ? Text(reason) : null);

    private static FileLink Link(JsonElement json) => new(
        Text(json, "part"), Text(json, "attachment"), Text(json, "type"), json.GetProperty("size").GetInt64(), Text(json, "ttl"), Text(json, "twoFactor"))
    {
        Space = json.TryGetProperty("space", out var space) ? Text(space) : null,
        MaxDownloads = json.TryGetProperty("maxDownloads", out var downloads) ? downloads.GetInt32() : null,
        Regions = json.TryGetProperty("region", out _) ? List(json, "region", Text) : [],
        NotifyOnDownload = json.TryGetProperty("notifyOnDownload", out var notify) && notify.GetBoolean(),
    };

    private static AttachmentAct Act(JsonElement json) => new(Text(json, "part"), Text(json, "attachment"), Text(json, "act"));

    private static PlannedAction Action(JsonElement json) => new(
        Text(json, "action"),
        new EquatableMap(json.EnumerateObject().Where(p => p.Name != "action").Select(p => KeyValuePair.Create(p.Name, Text(p.Value)))));

    private static HoldTerms Hold(JsonElement json) => new(
        List(json, "reasons", Text),
        List(json, "approvers", Text),
        json.GetProperty("quorum").GetInt32(),
        TimeSpan.FromSeconds(json.GetProperty("expiresSeconds").GetDouble()),
        Text(json, "onExpire"));

    private static RejectTerms Reject(JsonElement json) => new(Text(json, "code"), Text(json, "text"));

    private static RuleHit Hit(JsonElement json) => new(
        Text(json, "id"), Named(json.GetProperty("certainty"), Enum.GetValues<Certainty>(), Names.Of));
}
