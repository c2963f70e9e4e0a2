using System.Text.Json;
using Chancery.Mail.Inspection;
using Chancery.Policy.Facts;

namespace Chancery.Mail.Json;

/// <summary>Every fact of the catalogue with its value, or null and the reason why it is not known.</summary>
internal static class InspectFactsJson
{
    private const string Authentication = "auth.";

    public static void Write(Utf8JsonWriter json, IReadOnlyList<ShownFact> facts)
    {
        json.WriteStartObject("auth");
        foreach (var fact in facts.Where(fact => fact.Name.StartsWith(Authentication, StringComparison.Ordinal)))
            json.WriteString(fact.Name[Authentication.Length..], fact.Value?.ToString() ?? "unknown");
        json.WriteEndObject();
        json.WriteStartArray("facts");
        foreach (var fact in facts) Write(json, fact);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ShownFact fact)
    {
        json.WriteStartObject();
        json.WriteString("fact", fact.Name);
        if (fact.For is not null) json.WriteString("for", fact.For);
        if (fact.Of is not null) json.WriteString("of", fact.Of);
        json.WritePropertyName("value");
        Value(json, fact.Value);
        if (fact.Reason is { } reason) json.WriteString("unknown", reason);
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, FactValue? value)
    {
        switch (value)
        {
            case FactValue.Flag flag: json.WriteBooleanValue(flag.Value); break;
            case FactValue.Number number: json.WriteNumberValue(number.Value); break;
            case FactValue.Text text: json.WriteStringValue(text.Value); break;
            case FactValue.Set set:
                json.WriteStartArray();
                foreach (var one in set.Values) json.WriteStringValue(one);
                json.WriteEndArray();
                break;
            default: json.WriteNullValue(); break;
        }
    }
}
