using Chancery.Policy.Schema;

namespace Chancery.Policy.Reference;

/// <summary>All generated files of <c>docs/reference</c> that follow from the registry, by their name there.</summary>
internal static class ReferencePages
{
    private static readonly (string Name, Func<string, string> Write)[] Pages =
        [("language", LanguagePage.Write), ("facts", FactsPage.Write), ("operators", OperatorsPage.Write), ("actions", ActionsPage.Write), ("units", UnitsPage.Write)];

    public static IReadOnlyDictionary<string, Func<string>> All { get; } = ((IEnumerable<(string File, Func<string> Write)>)
    [
        .. Pages.Select(page => (page.Name + ".md", (Func<string>)(() => page.Write("en")))),
        .. Pages.Select(page => (page.Name + ".de.md", (Func<string>)(() => page.Write("de")))),
        ("schema/chancery.json", () => PolicySchema.Write(null, "en")),
        .. PolicySchema.Kinds.Select(kind => ($"schema/{kind.ToLowerInvariant()}.json", (Func<string>)(() => PolicySchema.Write(kind, "en")))),
    ]).ToDictionary(page => page.File, page => page.Write, StringComparer.Ordinal);
}
