using System.Text.Json;
using Chancery.Engine.Ports;
using Chancery.Policy.Records;

namespace Chancery.Engine.Explain;

/// <summary>How a rule came out when the message was judged.</summary>
/// <param name="For">Whom it concerns; empty: everybody.</param>
/// <param name="Result"><c>must</c>, <c>may</c>, or <c>false</c> for one that missed by a single test.</param>
/// <param name="Tests">Each test with its letter: t, f, u (unknown) or - (not asked).</param>
public sealed record RecordedRule(string Id, IReadOnlyList<string> For, string Result, IReadOnlyList<(string Text, char Letter)> Tests, string Effect);

/// <summary>Reads the reasons out of a decision record, and puts names to the pseudonyms of the message's own people.</summary>
internal sealed class RecordedReasons
{
    private readonly JsonElement? _record;
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);

    public RecordedReasons(MessageRecord record, IPseudonymSource? pseudonyms)
    {
        if (record.DecisionJson is { } decision)
        {
            using var json = JsonDocument.Parse(decision);
            _record = json.RootElement.Clone();
        }

        if (pseudonyms is null)
            return;
        var masking = new RecordMasking(pseudonyms.For(record.Message.Tenant, record.Message.ReceivedAt));
        foreach (var address in record.Message.Envelope.Recipients.Concat(record.Groups.SelectMany(group => group.Recipients)).Append(record.Message.Envelope.ReversePath))
            _people[masking.Address(address)] = _people[masking.Address(address.ToLowerInvariant())] = address;
    }

    public IEnumerable<RecordedRule> Rules() => List("rules").Select(rule => new RecordedRule(
        Text(rule, "id"), [.. rule.GetProperty("for").EnumerateArray().Select(who => Name(who.GetString()!))], Text(rule, "result"),
        [.. rule.GetProperty("atoms").EnumerateArray().Select(atom => Test(atom.GetString()!))], Text(rule, "effect")));

    public IEnumerable<(string Fact, string Reason)> UnknownFacts() =>
        List("facts").Where(fact => fact.TryGetProperty("why", out _))
            .Select(fact => (Text(fact, "f") + (fact.TryGetProperty("for", out var subject) ? $" {Name(subject.GetString()!)}" : ""), Text(fact, "why")));

    private IEnumerable<JsonElement> List(string name) =>
        _record is { } record && record.TryGetProperty(name, out var list) ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private string Name(string pseudonym) => _people.GetValueOrDefault(pseudonym, pseudonym);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static (string Text, char Letter) Test(string atom) => atom.LastIndexOf(':') is > 0 and var at ? (atom[..at], atom[at + 1]) : (atom, '-');
}
