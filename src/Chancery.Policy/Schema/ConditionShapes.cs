using Chancery.Policy.Registry;
using Chancery.Policy.Registry.Shapes;

namespace Chancery.Policy.Schema;

/// <summary>Conditions of a mail, of one attachment and of a plan, with dotted and nested names (R26).</summary>
internal static class ConditionShapes
{
    private const string Attachment = "attachment.";

    public static IReadOnlyList<KeyDescriptor> All { get; } =
    [
        .. Tree("condition", Forms.Condition, [.. Facts(fact => fact.Level != FactLevel.Attachment && fact.Source != FactSource.Plan), .. ConditionKeys.AboutSeveral], "a condition; all of its keys must hold", "eine Bedingung; alle ihre Schlüssel müssen zutreffen"),
        .. Tree("attachmentCondition", Forms.AttachmentCondition, [.. Facts(fact => fact.Level == FactLevel.Attachment).Select(key => key with { Name = key.Name[Attachment.Length..] })], "a condition about one attachment", "eine Bedingung über einen Anhang"),
        .. Tree("planCondition", Forms.PlanCondition, [.. Facts(fact => fact.Level != FactLevel.Attachment), .. ConditionKeys.AboutSeveral], "a condition about mail and plan", "eine Bedingung über Mail und Plan"),
    ];

    private static IEnumerable<KeyDescriptor> Facts(Func<FactDescriptor, bool> which) => FactRegistry.All.Where(which).Select(FactShapes.KeyOf);

    /// <summary>The condition, and one more shape for every beginning of a name. What a plan adds is the only thing not shared.</summary>
    private static List<KeyDescriptor> Tree(string name, Shape self, IReadOnlyList<KeyDescriptor> keys, string english, string german)
    {
        var prefixes = keys.SelectMany(key => Prefixes(key.Name)).Distinct().Where(prefix => keys.All(key => key.Name != prefix)).ToList();
        return
        [
            new(name, Forms.Keys([.. ConditionKeys.Logic(self), .. Below("")]), english, german),
            .. prefixes.Where(prefix => NameOf(prefix).StartsWith(name + ".", StringComparison.Ordinal)).Select(prefix => About(NameOf(prefix), prefix, Forms.Keys([.. Below(prefix + ".")]) with { Least = 1 })),
        ];

        IEnumerable<KeyDescriptor> Below(string start) =>
            keys.Where(key => key.Name.StartsWith(start, StringComparison.Ordinal)).Select(key => key with { Name = key.Name[start.Length..] })
                .Concat(prefixes.Where(prefix => prefix.StartsWith(start, StringComparison.Ordinal)).Select(prefix => About(prefix[start.Length..], prefix, new Shape.Named(NameOf(prefix)))));

        string NameOf(string prefix) => name == "planCondition" && prefix.Split('.')[0] != "plan" ? $"condition.{prefix}" : $"{name}.{prefix}";
    }

    private static KeyDescriptor About(string name, string prefix, Shape shape) => new(name, shape, $"what begins with `{prefix}`", $"was mit `{prefix}` beginnt");

    private static IEnumerable<string> Prefixes(string name)
    {
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
            yield return name[..dot];
    }
}
