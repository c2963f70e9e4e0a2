using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Reference;

/// <summary>Operators, and the keys of conditions that are no facts.</summary>
internal static class OperatorsPage
{
    public static string Write(string language)
    {
        var page = new Page(language);
        page.Heading(1, page.Say("Conditions and operators", "Bedingungen und Operatoren")).Paragraph(
            "Made from the source. A condition is a mapping; all of its keys must hold. Behind a fact stands a value, a list (any of it),\n"
            + "or a mapping of operators (all of them): `recipient.domain: partner.example`, `tag: [NIS2, HCONF]`, `subject: { startsWith: \"Offer\" }`.\n"
            + "`recipient.keys.smime: none` and `recipient: { keys: { smime: none } }` are the same. `list(id)` stands for a list of the vocabulary.",
            "Aus dem Quelltext erzeugt. Eine Bedingung ist eine Zuordnung; alle ihre Schlüssel müssen zutreffen. Hinter einer Angabe steht ein Wert, eine Liste (eines davon)\n"
            + "oder eine Zuordnung von Operatoren (alle davon): `recipient.domain: partner.example`, `tag: [NIS2, HCONF]`, `subject: { startsWith: \"Angebot\" }`.\n"
            + "`recipient.keys.smime: none` und `recipient: { keys: { smime: none } }` sind dasselbe. `list(id)` steht für eine Liste des Vokabulars.");
        page.Heading(2, page.Say("Keys", "Schlüssel")).Table(
            [page.Say("key", "Schlüssel"), ""], ConditionKeys.Logic(Forms.Condition).Concat(ConditionKeys.AboutSeveral).Select(key => (IReadOnlyList<string>)[$"`{key.Name}`", page.Say(key.Help)]));
        page.Heading(2, page.Say("Operators", "Operatoren")).Table(
            [page.Say("operator", "Operator"), page.Say("types of facts", "Typen von Angaben"), ""],
            OperatorRegistry.All.Select(op => (IReadOnlyList<string>)[$"`{op.Name}`", string.Join(", ", op.Types.Select(type => FactsPage.TypeOf(page, type))), page.Say(op.Help)]));
        page.Paragraph(
            "\nSizes, numbers and ranked values also take a relation before the value: `\"> 25MB\"`, `\">= internal\"`.",
            "\nGrößen, Zahlen und Werte mit Rang nehmen auch ein Vergleichszeichen vor dem Wert: `\"> 25MB\"`, `\">= internal\"`.");
        return page.ToString();
    }
}
