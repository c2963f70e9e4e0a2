using Chancery.Policy.Registry;

namespace Chancery.Policy.Reference;

/// <summary>Units of sizes and durations.</summary>
internal static class UnitsPage
{
    public static string Write(string language)
    {
        var page = new Page(language);
        page.Heading(1, page.Say("Units", "Einheiten")).Paragraph("Made from the source. A number with its unit: `25MB`, `1.5 GiB`, `14d`. Upper and lower case differ.", "Aus dem Quelltext erzeugt. Eine Zahl mit ihrer Einheit: `25MB`, `1.5 GiB`, `14d`. Groß- und Kleinschreibung zählt.");
        Section(page, UnitKind.Size, page.Say("Sizes", "Größen"));
        Section(page, UnitKind.Duration, page.Say("Durations", "Dauern"));
        page.Paragraph("\nDurations may also be written as in ISO 8601: `P14D`, `PT90M`.", "\nDauern dürfen auch wie in ISO 8601 geschrieben sein: `P14D`, `PT90M`.");
        return page.ToString();
    }

    private static void Section(Page page, UnitKind kind, string title) =>
        page.Heading(2, title).Table([page.Say("unit", "Einheit"), ""], UnitRegistry.Of(kind).Select(unit => (IReadOnlyList<string>)[$"`{unit.Name}`", page.Say(unit.Help)]));
}
