using System.Text.Json;
using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Engine.Ports;
using Chancery.Engine.Register;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Explain;

/// <summary>Why a processed message was treated as it was, in plain words, from what was recorded at the time.</summary>
public static class Explanation
{
    /// <param name="language"><c>de</c> or <c>en</c>.</param>
    public static IReadOnlyList<string> LinesFor(MessageRecord record, string language)
    {
        var words = Words.Of(language);
        List<string> lines = [$"{record.Message.Id}  {record.Message.HeaderMessageId}".TrimEnd(), words.Received(record.Message), WaitingFor(record, language) ?? words.State(record.State)];
        foreach (var group in record.Groups)
            AddGroup(lines, words, group, record.Effects.Where(effect => effect.Effect.Group == group.Number && effect.Effect.Kind == "smtp"));
        lines.AddRange(UnknownFacts(record.DecisionJson).Select(unknown => words.Unknown(unknown.Fact, unknown.Reason)));
        lines.Add("");
        lines.Add(words.History);
        lines.AddRange(record.Events.Select(entry => $"  {entry.Event.Time:yyyy-MM-dd HH:mm:ss}  {words.Event(entry.Event.Kind)}{Detail(entry.Event.Data)}"));
        return lines;
    }

    /// <summary>What an undecided message waits for; null if it is only its turn.</summary>
    public static string? WaitingFor(MessageRecord record, string language) =>
        record.State == MessageState.Received && record.Events.Select(entry => WaitingEntry.Read(entry.Event)).LastOrDefault(note => note is not null) is { } note
            ? Words.Of(language).Waiting(note.What, note.Reason, note.Until, record.Due)
            : null;

    private static void AddGroup(List<string> lines, Words words, MessageGroup group, IEnumerable<EffectStatus> effects)
    {
        lines.Add("");
        lines.Add($"{words.Group(group.Number, group.Recipients, group.Hidden)} {words.Disposition(group)}");
        lines.AddRange(group.Rules.Count == 0 ? [$"  {words.NoRule}"] : group.Rules.Select(rule => $"  {words.Rule(rule)}"));
        lines.AddRange(group.Plan.Tried.Select(attempt => $"  {words.Tried(attempt)}"));
        if (group.Plan.Protection is { } protection)
            lines.Add($"  {words.Protection(protection)}");
        if (group.Plan.Sign != Signature.None)
            lines.Add($"  {words.Signed}");
        if (group.Plan.Unsigned is { } unsigned)
            lines.Add($"  {words.Unsigned(unsigned)}");
        foreach (var recipient in effects.SelectMany(effect => effect.Recipients))
            lines.Add($"  {words.Delivery(recipient.Address, recipient.State.ToString().ToLowerInvariant(), recipient.Reply)}");
    }

    private static IEnumerable<(string Fact, string Reason)> UnknownFacts(string? decisionJson)
    {
        if (decisionJson is null)
            yield break;
        using var json = JsonDocument.Parse(decisionJson);
        if (!json.RootElement.TryGetProperty("facts", out var facts))
            yield break;
        foreach (var fact in facts.EnumerateArray().Where(fact => fact.TryGetProperty("why", out _)))
            yield return (NameOf(fact), fact.GetProperty("why").GetString() ?? "");
    }

    private static string NameOf(JsonElement fact) =>
        fact.GetProperty("f").GetString() + (fact.TryGetProperty("for", out var subject) ? $" {subject.GetString()}" : "");

    /// <summary>Recipients, facts, reason and reply of an entry, as far as it has them.</summary>
    private static string Detail(string data)
    {
        using var json = JsonDocument.Parse(data);
        var parts = new List<string>();
        foreach (var name in (string[])["recipients", "facts"])
        {
            if (json.RootElement.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                parts.Add(string.Join(", ", list.EnumerateArray().Select(item => item.GetString())));
        }

        foreach (var name in (string[])["reason", "reply"])
        {
            if (json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                parts.Add(value.GetString()!);
        }

        return parts.Count == 0 ? "" : ": " + string.Join(" — ", parts);
    }
}
