using Chancery.Policy.Conditions;
using Chancery.Policy.Facts;
using Chancery.Policy.Registry;
using Chancery.Policy.Syntax;
using Chancery.Policy.Vocabulary;

namespace Chancery.Policy.Rules;

/// <summary>
/// What a vocabulary demands without a rule: the <c>methods</c> of a label are a guard (language, 1.9.3), and tags with
/// <c>strip</c> leave the subject (R7).
/// </summary>
internal static class VocabularyRules
{
    public static IReadOnlyList<RuleSet> Of(Names names)
    {
        List<Rule> rules =
        [
            .. names.Labels?.Labels.Where(label => label.Methods.Count > 0).Select(OfLabel) ?? [],
            .. names.Tags.Where(tag => tag.Value.Strip).Select(tag => OfTag(tag.Key, tag.Value)),
        ];
        return rules.Count == 0 ? [] : [new RuleSet("vocabulary", rules[0].At.File, Layer.Guard, 0, false, rules)];
    }

    private static Rule OfLabel(Label label) => Rule(
        $"label-{label.Id}", label.At, new FactTest("label", $"label={label.Id}", false, _ => new FactKey("label"), v => v is FactValue.Text text && text.Value == label.Id),
        "protect", new() { ["with"] = string.Join('\n', label.Methods), ["otherwise"] = "hold" });

    private static Rule OfTag(string name, Tag tag) => Rule($"tag-{name}", tag.At, NamedSets.TestOf(name, tag), "subject", new() { ["removeTags"] = "true", ["removeTags.only"] = string.Join('\n', tag.Values) });

    private static Rule Rule(string id, Place at, Condition condition, string action, Dictionary<string, string> parameters) =>
        new(id, $"vocabulary/{id}", at, [new Branch(condition, [new ActionUse(ActionRegistry.Find(action)!, parameters, at)])], Stop.None, null);
}
