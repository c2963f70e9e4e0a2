using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Settings;
using Chancery.Mail.Envelopes;
using Chancery.Policy.Plans;

namespace Chancery.Storage.Sql;

/// <summary>How values stand in columns.</summary>
internal static class Columns
{
    public static string Of(GroupState state) => state switch
    {
        GroupState.Delivering => "delivering",
        GroupState.Held => "held",
        GroupState.Quarantined => "quarantined",
        GroupState.Rejected => "rejected",
        GroupState.Delivered => "delivered",
        GroupState.Failed => "failed",
        GroupState.Superseded => "superseded",
    };

    public static string Of(RecipientState state) => state switch
    {
        RecipientState.Pending => "pending",
        RecipientState.Delivered => "delivered",
        RecipientState.Failed => "failed",
    };

    public static string Of(TlsMode mode) => mode switch
    {
        TlsMode.None => "none",
        TlsMode.Opportunistic => "opportunistic",
        TlsMode.Required => "required",
        TlsMode.Verified => "verified",
    };

    /// <exception cref="InvalidDataException">The column holds no name of this enumeration.</exception>
    public static T Parse<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidDataException($"`{text}` is no {typeof(T).Name}");

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static DateTimeOffset? Time(long? ticks) => ticks is { } value ? Time(value) : null;

    public static string Json(IReadOnlyList<string> list) => JsonSerializer.Serialize([.. list], ColumnJson.Default.StringArray);

    public static IReadOnlyList<string> List(string json) => JsonSerializer.Deserialize(json, ColumnJson.Default.StringArray)!;

    public static string Json(Session session) => JsonSerializer.Serialize(session, ColumnJson.Default.Session);

    public static Session Session(string json) => JsonSerializer.Deserialize(json, ColumnJson.Default.Session)!;

    /// <summary>Booleans are numbers in every engine.</summary>
    public static long Of(bool flag) => flag ? 1 : 0;

    /// <summary>Text of a stranger as every engine takes it: no NUL, no half of a surrogate pair.</summary>
    public static string? Storable(string? text)
    {
        if (text is null)
            return null;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    /// <summary>For comparing without regard to case.</summary>
    public static string Folded(IEnumerable<string> texts) => Storable(string.Join('\n', texts).ToLowerInvariant())!;

    /// <summary>A Message-ID without angle brackets.</summary>
    public static string? Bare(string? messageId) => Storable(messageId)?.Trim().TrimStart('<').TrimEnd('>');

    /// <exception cref="InvalidDataException">The column holds no certainty.</exception>
    public static Certainty Certainty(string text) =>
        Enum.GetValues<Certainty>().Where(certainty => Names.Of(certainty) == text).Cast<Certainty?>().FirstOrDefault()
        ?? throw new InvalidDataException($"`{text}` is no certainty");
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(RequestForm))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ColumnJson : JsonSerializerContext;
