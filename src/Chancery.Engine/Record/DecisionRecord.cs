using System.Buffers;
using System.Text;
using System.Text.Json;
using Chancery.Engine.Journey;
using Chancery.Engine.Messages;
using Chancery.Engine.Ports;
using Chancery.Policy.Facts;
using Chancery.Policy.Plans;
using Chancery.Policy.Records;

namespace Chancery.Engine.Record;

/// <summary>
/// The decision record (language, section 6): what was known, which rules spoke or missed by one test, and what was planned.
/// People are pseudonyms in it, content is erased; <c>masked</c> and <c>erased</c> point to what was done.
/// </summary>
internal sealed class DecisionRecord(IPseudonymSource pseudonyms)
{
    private const int Version = 1;

    public string Write(SpooledMessage message, Judged judged, DateTimeOffset now)
    {
        var masking = new RecordMasking(pseudonyms.For(message.Tenant, message.ReceivedAt));
        var facts = masking.Mask(judged.Facts.All.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal), "/facts");
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("id", message.Id);
            json.WriteString("time", now);
            json.WriteString("tenant", message.Tenant.ToString());
            WritePolicy(json, judged.Decision);
            WriteMessage(json, message, judged, masking);
            WriteFacts(json, facts.Facts);
            WriteRules(json, judged.Decision.RecordedTrace, masking);
            WriteGroups(json, judged.Groups, masking);
            json.WriteString("certainty", judged.Groups.SelectMany(group => group.Group.Rules).Any(hit => hit.Certainty == Certainty.May) ? "may" : "must");
            PlanJson.WriteTexts(json, "masked", ["/message/ref", "/message/from", "/rules/*/for", "/groups/*/to", .. facts.Masked]);
            PlanJson.WriteTexts(json, "erased", ["/message/subject", "/groups/*/plan/filelink/*/attachment", .. facts.Erased]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WritePolicy(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject("policy");
        json.WriteString("digest", decision.PolicyDigest);
        json.WriteString("engine", typeof(DecisionRecord).Assembly.GetName().Version?.ToString(3));
        json.WriteString("mode", "enforce");
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, SpooledMessage message, Judged judged, RecordMasking masking)
    {
        json.WriteStartObject("message");
        json.WriteString("ref", masking.Pseudonym(message.HeaderMessageId ?? message.Id));
        json.WriteNumber("size", message.Body.Length);
        json.WriteString("from", message.Envelope.ReversePath.Length == 0 ? "" : masking.Address(message.Envelope.ReversePath));
        json.WriteNumber("recipients", message.Envelope.Recipients.Count);
        PlanJson.WriteTexts(json, "subjectTags", judged.Facts.TryGet(new FactKey("tag"), out var tags) && tags is Fact.Known { Value: FactValue.Set set } ? set.Values : []);
        json.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyList<MaskedFact> facts) =>
        PlanJson.WriteObjects(json, "facts", facts, static (json, fact) =>
        {
            json.WriteString("f", fact.Argument is null ? fact.Name : $"{fact.Name}({fact.Argument})");
            if (fact.For is { } subject)
                json.WriteString("for", subject);
            if (fact.Unknown is not null)
                json.WriteString("v", "unknown");
            else if (fact.Value is { } value)
                WriteValue(json, value);
            if (fact.Unknown is { } why)
                json.WriteString("why", why);
            json.WriteString("class", fact.CostClass);
        });

    private static void WriteValue(Utf8JsonWriter json, FactValue value)
    {
        switch (value)
        {
            case FactValue.Flag flag:
                json.WriteBoolean("v", flag.Value);
                break;
            case FactValue.Number number:
                json.WriteNumber("v", number.Value);
                break;
            case FactValue.Set set:
                PlanJson.WriteTexts(json, "v", set.Values);
                break;
            default:
                json.WriteString("v", value.ToString());
                break;
        }
    }

    private static void WriteRules(Utf8JsonWriter json, IReadOnlyList<RuleTrace> trace, RecordMasking masking) =>
        PlanJson.WriteObjects(json, "rules", trace, (json, rule) =>
        {
            json.WriteString("id", rule.Id);
            json.WriteString("at", rule.At);
            PlanJson.WriteTexts(json, "for", rule.For.Select(masking.Address));
            json.WriteString("result", rule.Result);
            PlanJson.WriteTexts(json, "atoms", rule.Atoms);
            json.WriteString("effect", rule.Effect);
        });

    private static void WriteGroups(Utf8JsonWriter json, IReadOnlyList<JudgedGroup> groups, RecordMasking masking) =>
        PlanJson.WriteObjects(json, "groups", groups.Select((group, i) => (group.Group, Number: i + 1)), (json, entry) =>
        {
            json.WriteNumber("g", entry.Number);
            GroupJson.WriteMembers(json, entry.Group with
            {
                To = [.. entry.Group.To.Select(masking.Address)],
                Plan = entry.Group.Plan with
                {
                    FileLinks = [.. entry.Group.Plan.FileLinks.Select(link => link with { Name = link.Part })],
                    Attachments = [.. entry.Group.Plan.Attachments.Select(act => act with { Name = act.Part })],
                },
            });
        });
}
