using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Documents;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Reference;

/// <summary>Kinds of documents and their keys.</summary>
internal static class LanguagePage
{
    public static string Write(string language)
    {
        var page = new Page(language);
        page.Heading(1, page.Say("Documents of a policy", "Dokumente einer Richtlinie")).Paragraph(
            "Made from the source. A policy is a folder of `*.yaml` and `*.json` files, one document each; a document without `kind` is a rule set.\n"
            + "`*` stands for a name of your own, `[]` for an entry of a list; nested keys are written with dots. Unknown keys are errors.\n"
            + "See also [facts](facts.md), [operators](operators.md), [actions](actions.md), [units](units.md); for editors there is a [schema](schema/chancery.json) (`chancery policy schema`).",
            "Aus dem Quelltext erzeugt. Eine Richtlinie ist ein Ordner mit Dateien `*.yaml` und `*.json`, je ein Dokument; ein Dokument ohne `kind` ist ein Regelsatz.\n"
            + "`*` steht für einen eigenen Namen, `[]` für einen Listeneintrag; verschachtelte Schlüssel sind mit Punkten geschrieben. Unbekannte Schlüssel sind Fehler.\n"
            + "Siehe auch [Angaben](facts.de.md), [Operatoren](operators.de.md), [Aktionen](actions.de.md), [Einheiten](units.de.md); für Editoren gibt es ein [Schema](schema/chancery.json) (`chancery policy schema`).");
        foreach (var document in DocumentRegistry.All)
            Section(page, document.Kind, document.Help, document.Shape);
        foreach (var part in DocumentRegistry.Parts)
            Section(page, part.Name, part.Help, part.Shape);
        return page.ToString();
    }

    private static void Section(Page page, string name, Help help, Shape shape)
    {
        page.Heading(2, name).Paragraph(page.Say(help), page.Say(help));
        page.Table(
            [page.Say("key", "Schlüssel"), page.Say("value", "Wert"), page.Say("default", "Vorgabe"), ""],
            ShapeWords.Flat(shape).Select(entry => (IReadOnlyList<string>)[$"`{entry.Path}`", ShapeWords.Of(entry.Key.Shape, page), entry.Key.Required ? page.Say("**needed**", "**nötig**") : entry.Key.Default ?? "", page.Say(entry.Key.Help)]));
        var choices = ShapeWords.Flat(shape).Where(entry => entry.Key.Shape is Shape.Choice).Select(entry => (entry.Path, ((Shape.Choice)entry.Key.Shape).Values)).Where(choice => choice.Values.All.Count > 1 && choice.Path != "kind").ToList();
        foreach (var (path, values) in choices.DistinctBy(choice => choice.Values))
            page.Paragraph($"\n`{path}`: {Meanings(page, values)}", $"\n`{path}`: {Meanings(page, values)}");
    }

    public static string Meanings(Page page, Choices values) => string.Join("; ", values.All.Select(choice => $"`{choice.Name}` {page.Say(choice.Help)}")) + ".";
}
