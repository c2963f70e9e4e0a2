using System.Text.Json;
using Chancery.Engine.Messages;

namespace Chancery.Engine.Register;

/// <summary>A source that a message waits for.</summary>
/// <param name="What">The facts, and whose.</param>
/// <param name="Until">When it is waited for no longer.</param>
internal sealed record WaitingNote(string Source, IReadOnlyList<string> What, string Reason, DateTimeOffset Until);

/// <summary>The register's entry that a message begins to wait for a source; read again to know since when.</summary>
internal static class WaitingEntry
{
    private const string Kind = "waiting";

    public static RegisterEvent Make(SpooledMessage message, WaitingNote note, DateTimeOffset at) =>
        Entry.Make(message.Tenant, at, Kind, message.Id, json =>
        {
            json.WriteString("source", note.Source);
            Entry.WriteList(json, "facts", note.What);
            json.WriteString("reason", note.Reason);
            json.WriteString("until", note.Until);
        });

    /// <summary>Null if it is another kind of entry.</summary>
    public static WaitingNote? Read(RegisterEvent entry)
    {
        if (entry.Kind != Kind)
            return null;
        using var json = JsonDocument.Parse(entry.Data);
        var root = json.RootElement;
        return new WaitingNote(
            root.GetProperty("source").GetString()!, [.. root.GetProperty("facts").EnumerateArray().Select(fact => fact.GetString()!)],
            root.GetProperty("reason").GetString()!, root.GetProperty("until").GetDateTimeOffset());
    }
}
