using Chancery.Policy.Registry;

namespace Chancery.Policy.Reference;

/// <summary>All actions with their parameters.</summary>
internal static class ActionsPage
{
    public static string Write(string language)
    {
        var page = new Page(language);
        page.Heading(1, page.Say("Actions", "Aktionen")).Paragraph(
            "Made from the source. What *raises* protection is done when a rule may match, what *lowers* it or is *neutral* only when it surely does;\n"
            + "*surely* marks raising actions that also need a sure match. A bare value sets the parameter marked by `=`: `sign: smime` is `sign: { with: smime }`.",
            "Aus dem Quelltext erzeugt. Was Schutz *anhebt*, geschieht, wenn eine Regel zutreffen könnte; was ihn *senkt* oder *neutral* ist, nur wenn sie sicher zutrifft;\n"
            + "*sicher* bezeichnet anhebende Aktionen, die auch das brauchen. Ein Wert allein setzt den mit `=` bezeichneten Parameter: `sign: smime` ist `sign: { with: smime }`.");
        foreach (var action in ActionRegistry.All)
            Section(page, action);
        page.Heading(2, page.Say("Of every action", "Bei jeder Aktion"));
        Parameters(page, ActionDescriptor.Common, null);
        return page.ToString();
    }

    private static void Section(Page page, ActionDescriptor action)
    {
        page.Heading(2, action.Name).Paragraph(page.Say(action.Help), page.Say(action.Help));
        var line = $"\n{PolarityOf(page, action)}; {CombineOf(page, action.Combine)}. {page.Say("If it fails", "Wenn sie scheitert")}: {page.Say(action.Failure.Help)}{WaysOut(action.Failure)}.";
        page.Paragraph(line, line);
        Parameters(page, action.Parameters, action.Bare);
    }

    private static void Parameters(Page page, IReadOnlyList<ParameterDescriptor> parameters, string? bare) => page.Table(
        [page.Say("parameter", "Parameter"), page.Say("value", "Wert"), page.Say("default", "Vorgabe"), ""],
        parameters.SelectMany(parameter => Rows(page, parameter, "", bare)));

    private static IEnumerable<IReadOnlyList<string>> Rows(Page page, ParameterDescriptor parameter, string path, string? bare)
    {
        var name = path + parameter.Name;
        var help = page.Say(parameter.Help) + (parameter.Meanings is null ? "" : ": " + LanguagePage.Meanings(page, parameter.Meanings).TrimEnd('.'));
        yield return [$"`{name}`{(name == bare ? " =" : "")}", TypeOf(page, parameter), parameter.Required ? page.Say("**needed**", "**nötig**") : parameter.Default ?? "", help];
        foreach (var row in (parameter.Inner ?? []).SelectMany(inner => Rows(page, inner, name + ".", null)))
            yield return row;
    }

    private static string TypeOf(Page page, ParameterDescriptor parameter) => parameter.RefersTo is { } declared ? page.Say($"name, in {declared}", $"Name, aus {declared}") : parameter.Type switch
    {
        ParameterType.Choice => page.Say("one of", "eines von"),
        ParameterType.Choices => page.Say("one or several of", "eines oder mehrere von"),
        ParameterType.Texts => page.Say("one text or several", "ein Text oder mehrere"),
        ParameterType.Number => page.Say("whole number", "ganze Zahl"),
        ParameterType.Duration => page.Say("duration", "Dauer"),
        ParameterType.Size => page.Say("size", "Größe"),
        ParameterType.Time => page.Say("date or time", "Datum oder Zeit"),
        ParameterType.Flag => "`true`, `false`",
        ParameterType.Condition => page.Say("condition about one attachment", "Bedingung über einen Anhang"),
        ParameterType.Group => page.Say("mapping", "Zuordnung"),
        ParameterType.Any when parameter.Name == "case" => "`thread`, `tag`, `header(NAME)`",
        ParameterType.Any => page.Say("a name, or `{ retry: 4h, then: […] }`", "ein Name, oder `{ retry: 4h, then: […] }`"),
        _ => page.Say("text", "Text"),
    };

    private static string WaysOut(Failure failure) => failure.Allowed.Count == 0 ? ""
        : $" (`onFailure`: {string.Join(", ", failure.Allowed.Select(name => name == "retry" ? "`{ retry: 4h, then: […] }`" : $"`{name}`"))})";

    private static string PolarityOf(Page page, ActionDescriptor action) => action.Polarity switch
    {
        Polarity.Raises => page.Say("Raises", "Hebt an") + (action.NeedsMust ? page.Say(", surely", ", sicher") : ""),
        Polarity.Lowers => page.Say("Lowers", "Senkt"),
        Polarity.Neutral => page.Say("Neutral", "Neutral"),
    };

    private static string CombineOf(Page page, Combine combine) => combine switch
    {
        Combine.Intersection => page.Say("several intersect", "mehrere bilden die Schnittmenge"),
        Combine.Strictest => page.Say("the strictest wins", "die strengste gilt"),
        Combine.Union => page.Say("several add up", "mehrere addieren sich"),
        Combine.Slot => page.Say("the most authoritative wins", "die verbindlichste gilt"),
        Combine.PerAttachment => page.Say("for each attachment the strictest wins", "für jeden Anhang gilt die strengste"),
    };
}
