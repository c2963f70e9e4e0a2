using System.Text.Json;
using Chancery.Host.Reference;
using Chancery.Policy.Findings;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Host.Output;

/// <summary>Pages of codes for machines: an editor shows them beside the line.</summary>
internal static class FindingPageJson
{
    public static void List(Utf8JsonWriter json, string language)
    {
        json.WriteStartObject();
        json.WriteStartArray("codes");
        foreach (var page in Catalogue.Pages)
        {
            json.WriteStartObject();
            Head(json, page, language);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Page(Utf8JsonWriter json, FindingPage page, string language)
    {
        json.WriteStartObject();
        Head(json, page, language);
        json.WriteString("cause", page.In(language).Cause);
        json.WriteString("cure", page.In(language).Cure);
        json.WriteString("withoutExample", new PageWords(language == "de").WithoutExample(page));
        json.WriteStartArray("example");
        foreach (var (name, octets) in page.Example)
        {
            json.WriteStartObject();
            json.WriteString("file", name);
            json.WriteString("text", ExampleRun.TextOf(octets));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("output", ExampleRun.Output(page));
        FindingFormat.WriteArray(json, ExampleRun.FindingsOf(page));
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, FindingPage page, string language)
    {
        json.WriteString("code", page.Code);
        json.WriteString("severity", FindingFormat.Name(page.Severity));
        json.WriteString("since", page.Since);
        json.WriteString("title", page.In(language).Title);
        json.WriteBoolean("built", page.Owed is null);
    }
}
